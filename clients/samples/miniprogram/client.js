// The one client of the app. Its address must be among the request domains of the mini program.

const { createClient } = require("@bindery/client");

module.exports = createClient({
  baseUrl: "http://127.0.0.1:4000",
  clientId: "nTo1eRIub60vPb54WeE6aojPwYwImtl4",
  language: () => wx.getAppBaseInfo().language,
});
