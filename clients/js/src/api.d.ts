// Generated from docs/openapi.json by `npm run generate` in clients/. Do not edit.
/* eslint-disable */
export interface paths {
    "/api/v2/sdk/captcha": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gets a sliding puzzle
         * @description Show `originalImageBase64` with `jigsawImageBase64` over it, and have the user move the piece sideways onto the hole of its shape. A puzzle is good for 120 seconds, and for one solution.
         */
        get: operations["captcha-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/captcha/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verifies the solution of a puzzle, and gives a pass for one code
         * @description The pass is good for 180 seconds, and for one code to `sender`. The puzzle is spent, whether the solution was right or not.
         */
        post: operations["captcha-verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/country-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the countries whose mobile numbers may get codes
         * @description `mobileRegex` is for a number as a client composes it: `+`, `areaCode`, `-` and the national number. The list may be kept for an hour.
         */
        get: operations["country-codes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/email/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a verification code to an e-mail address
         * @description It takes the pass of a solved puzzle. A code is good for the calls of its `type` only, and replaces an earlier one of that type. A repeat with the same `Idempotency-Key` sends nothing again.
         */
        post: operations["email-send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in by a user name and a password */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/login/auth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in by a user name, a mobile or an e-mail address, and a password */
        post: operations["login-auth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/login/email-pwd": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in the owner of an e-mail address by a password */
        post: operations["login-email-pwd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/login/email-verify-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in the owner of an e-mail address by a code
         * @description The code is one of type `LOGIN_EMS`. An address that is nobody's becomes a user where the application registers at logins.
         */
        post: operations["login-email-verify-code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/login/mobile-pwd": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in the owner of a mobile by a password */
        post: operations["login-mobile-pwd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/login/mobile-verify-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in the owner of a mobile by a code
         * @description The code is one of type `LOGIN_SMS`. A number that is nobody's becomes a user where the application registers at logins.
         */
        post: operations["login-mobile-verify-code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/login/wechat-mini-program-mobile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in the owner of the phone number that WeChat vouches for
         * @description A number that is nobody's becomes a user where the application registers at logins. No WeChat account is linked.
         */
        post: operations["login-wechat-mini-program-mobile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/login/wechat-miniprogram": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in the user of a WeChat account
         * @description An account that is bound to nobody goes on to a call that binds it, with the `state_token`. `data` says which contacts may be proved there.
         */
        post: operations["login-wechat-miniprogram"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ends the session, or all sessions of the user
         * @description With the session, its `id_token`s are refused at these calls. Whoever verifies them elsewhere takes them until they expire.
         */
        get: operations["logout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/mfa/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in a user who gives a mailed code as a second factor
         * @description The code is one of type `MFA_AUTH_EMS`, to the address of the user whose login waits.
         */
        post: operations["mfa-email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/mfa/sms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in a user who gives a texted code as a second factor
         * @description The code is one of type `MFA_AUTH_SMS` or `OTP_REST_SMS`, to the mobile of the user whose login waits.
         */
        post: operations["mfa-sms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/mobile-by-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells which mobile the code for a second factor goes to */
        get: operations["mobile-by-token"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gets the profile of the user */
        get: operations["profile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/profile/update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Changes the profile of the user
         * @description A member that is left out stays as it is. The rules are those of a registration.
         */
        post: operations["profile-update"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/profile/update-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives the user another e-mail address
         * @description The code is one of type `UPDATE_EMAIL_EMS`, to the new address. The other sessions of the user end, and the user is told at the old address.
         */
        post: operations["profile-update-email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/profile/update-mobile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives the user another mobile
         * @description The code is one of type `UPDATE_MOBILE_SMS`, to the new number. The other sessions of the user end, and the user is told.
         */
        post: operations["profile-update-mobile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/public-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gets the key under which an application's clients encrypt `X-signature`
         * @description It is good for at least an hour.
         */
        get: operations["public-key"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/pwd/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets the password of the user by the one before
         * @description Where none is set, it sets the first. The other sessions of the user end.
         */
        post: operations["pwd-change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/pwd/change-by-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets the password of the user by a code to their e-mail address
         * @description The code is one of type `CHANGE_PWD_EMS`. The other sessions of the user end.
         */
        post: operations["pwd-change-by-email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/pwd/change-by-mobile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets the password of the user by a code to their mobile
         * @description The code is one of type `CHANGE_PWD_SMS`. The other sessions of the user end.
         */
        post: operations["pwd-change-by-mobile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/pwd/check-exist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells whether the user has a password */
        get: operations["pwd-check-exist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/pwd/skip-update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Completes a login without replacing a password that is soon too old
         * @description It takes the state token of `PASSWORD_WARN`.
         */
        get: operations["pwd-skip-update"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/pwd/update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replaces a password that is too old or soon will be, and completes the login
         * @description It takes the state token of `PASSWORD_WARN` or `PASSWORD_EXPIRED`. `data` of that answer has the rules that the new password must keep.
         */
        post: operations["pwd-update"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/pwd/update-by-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets a password by a code to an e-mail address
         * @description With `email`, it is for a forgotten password: the code is one of type `FORGET_PWD_EMS` (in `eiam` also `CHANGE_PWD_EMS`), nothing else is asked for, and a session that is presented is ignored. Without, it is for the user who has signed in: the code is one of type `UPDATE_PWD_EMS` to their own address.
         */
        post: operations["pwd-update-by-email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/pwd/update-by-mobile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets a password by a code to a mobile
         * @description With `mobile`, it is for a forgotten password: the code is one of type `FORGET_PWD_SMS` (in `eiam` also `CHANGE_PWD_SMS`), nothing else is asked for, and a session that is presented is ignored. Without, it is for the user who has signed in: the code is one of type `UPDATE_PWD_SMS` to their own mobile.
         */
        post: operations["pwd-update-by-mobile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/register/email-verify-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Registers the owner of an e-mail address, and signs them in
         * @description The code is one of type `REGISTER_EMS`. Which of the other members are required is the tenant's to say. A `mobile` that comes along is not proved, and identifies nobody.
         */
        post: operations["register-email-verify-code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/register/mobile-verify-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Registers the owner of a mobile, and signs them in
         * @description The code is one of type `REGISTER_SMS`. Which of the other members are required is the tenant's to say. An `email` that comes along is not proved, and identifies nobody.
         */
        post: operations["register-mobile-verify-code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/server-date": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells the time of the server
         * @description Clients that sign with a timestamp take it from here.
         */
        get: operations["server-date"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the sessions of the user */
        get: operations["sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/sessions/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends one of the user's sessions */
        post: operations["sessions-revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/sms/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a verification code to a mobile
         * @description It takes the pass of a solved puzzle. A code is good for the calls of its `type` only, and replaces an earlier one of that type. A repeat with the same `Idempotency-Key` sends nothing again.
         */
        post: operations["sms-send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/social": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the social accounts of the user
         * @description Applications of `ciam` get `socialUid`, `socialChannelId` and `idpId`, others `social_uid`.
         */
        get: operations["social-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/social/bind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Links a social account to the user with a contact, by a code
         * @description The code is one of type `BIND_MOBILE_SMS` or `BIND_EMAIL_EMS`. A wrong code spends neither the state token nor the right code.
         */
        post: operations["social-bind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/social/register-bind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Links a social account to the user with a contact, or to a new one, by a code
         * @description The code is one of type `REGISTER_SMS` or `REGISTER_EMS`.
         */
        post: operations["social-register-bind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/social/unbind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unlinks a social account, which the social network's own name names
         * @description It is refused where the account is the only way in that the user has. The user is told.
         */
        post: operations["social-unbind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/social/unbind-account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unlinks a social account, which `id` names
         * @description It is refused where the account is the only way in that the user has. The user is told.
         */
        post: operations["social-unbind-account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/social/username-password-bind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Links a social account to the user who knows a password */
        post: operations["social-username-password-bind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/social/wechat-mobile-bind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Links a social account to the user with the phone number that WeChat vouches for
         * @description Where nobody has the number, the state token goes on with `USER_REGISTER` or `SOCIAL_BIND`, as the identity source allows.
         */
        post: operations["social-wechat-mobile-bind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/social/wechat-mobile-register-bind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Links a social account to the user with the phone number that WeChat vouches for, or to a new one */
        post: operations["social-wechat-mobile-register-bind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sdk/sso/session-token/id-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gets a fresh `id_token` for a session token
         * @description The answer has the same session token, unless the application replaces it as it goes: then the old one is good for two more minutes.
         */
        post: operations["sso-session-token-id-token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description What Aliyun takes for an answer.
         * @example {
         *       "code": 0,
         *       "msg": "ok"
         *     }
         */
        AliyunAnswer: {
            /**
             * Format: uint32
             * @description Always 0: the report need not be repeated.
             */
            code: number;
            /** @description Always `ok`. */
            msg: string;
        };
        /** @description What API Gateway itself answers. */
        ApiGatewayError: {
            /**
             * @example Too Many Requests
             * @example Internal Server Error
             * @example Service Unavailable
             */
            message: string;
        };
        CaptchaGetError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "PARAM.0001" | "PARAM.0002" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1012";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        CaptchaVerifyError: {
            /** @enum {unknown} */
            error_code: "CAPTCHA.0002" | "CAPTCHA.0003" | "CAPTCHA.0004" | "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.CAPTCHA.0002" | "IDAAS.SDK.CAPTCHA.0003" | "IDAAS.SDK.CAPTCHA.0004" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0004" | "IDAAS.SDK.PARAM.0005" | "IDAAS.SDK.PARAM.0006" | "PARAM.0001" | "PARAM.0002" | "PARAM.0004" | "PARAM.0005" | "PARAM.0006" | "SDK.CAPTCHA.1002" | "SDK.CAPTCHA.1003" | "SDK.CAPTCHA.1004" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        CaptchaVerifyRequest: {
            /**
             * @description Where the piece was let go: a JSON document in a string, with `x` in pixels of the background, 0 at the left, and `y`, which is always 5. It is right within 5 pixels. It may be encrypted with AES-128-ECB and PKCS #7 padding under the puzzle's `secretKey` (its 16 characters are the key), and is then in base64.
             * @example {"x":237.0,"y":5.0}
             * @example btBATSPJegdJ1TBtgvi7rqct+1KO8gCEpMKaTfACr3I=
             */
            point_json: string;
            /**
             * @description The mobile number or e-mail address that the code is to be sent to.
             * @example 15201657321
             */
            sender: string;
            /**
             * @description The puzzle, as `captcha` gave it.
             * @example 6f1ed002ab5595859014ebf0951522d9
             */
            token: string;
        };
        /** @description The identifier of an application: 1 to 64 of `[A-Za-z0-9_-]`. */
        ClientId: string;
        /** @description One country or region. */
        Country: {
            /** @description Country calling code without the plus, such as `86`. */
            areaCode: string;
            /** @description Always empty: the published list has no such thing. */
            areaCodeSuffixes: string[];
            /** @description Region by ISO 3166-1 alpha-2, such as `CN`. */
            countryCode: string;
            /** @description What people call it. */
            displayMapping: components["schemas"]["DisplayMapping"];
            /** @description What a mobile number matches as clients compose it: `+`, calling code, `-`, national number. Every number of digits that matches is accepted. */
            mobileRegex: string;
        };
        CountryCodesError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "PARAM.0001" | "PARAM.0002" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1012";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        /**
         * @description What a client offers for choice.
         * @example {
         *       "phoneAreaCodeDefinitions": [
         *         {
         *           "areaCode": "86",
         *           "areaCodeSuffixes": [],
         *           "countryCode": "CN",
         *           "displayMapping": {
         *             "en": "China",
         *             "zh-CN": "中国大陆",
         *             "zh-TW": "中國大陸"
         *           },
         *           "mobileRegex": "^(\\+86){0,1}\\-?1\\d{10}$"
         *         }
         *       ],
         *       "preferredAreaCode": "CN"
         *     }
         */
        CountryList: {
            /** @description CN, HK, TW, MO and AF first, then by country code. */
            phoneAreaCodeDefinitions: components["schemas"]["Country"][];
            /** @description The tenant's country by ISO 3166-1 alpha-2, such as `CN`. */
            preferredAreaCode: string;
        };
        /** @description A name in each language. */
        DisplayMapping: {
            en: string;
            "zh-CN": string;
            "zh-TW": string;
        };
        EmailSendError: {
            /** @enum {unknown} */
            error_code: "CAPTCHA.0003" | "CAPTCHA.0004" | "CAPTCHA.0006" | "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.CAPTCHA.0003" | "IDAAS.SDK.CAPTCHA.0004" | "IDAAS.SDK.CAPTCHA.0006" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0008" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0008" | "SDK.CAPTCHA.1003" | "SDK.CAPTCHA.1004" | "SDK.CAPTCHA.1006" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.LOGIN.1003";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        EmailSendRequest: {
            /**
             * @description The pass that `captcha/verify` gave.
             * @example 6f1ed002ab5595859014ebf0951522d9---{"x":237.0,"y":5.0}
             */
            captcha_token: string;
            /**
             * @description An e-mail address. Upper and lower case are the same.
             * @example zhangsan@example.com
             */
            email: string;
            /**
             * @description What the code is for. It is good for nothing else.
             * @example LOGIN_EMS
             * @enum {unknown}
             */
            type: "LOGIN_EMS" | "REGISTER_EMS" | "MFA_AUTH_EMS" | "FORGET_PWD_EMS" | "CHANGE_PWD_EMS" | "UPDATE_PWD_EMS" | "UPDATE_EMAIL_EMS" | "BIND_EMAIL_EMS";
        };
        /** @description The tenant's extended attributes. */
        Extension: string | {
            [key: string]: unknown;
        };
        /**
         * @description The metadata of an issuer.
         * @example {
         *       "id_token_signing_alg_values_supported": [
         *         "RS256"
         *       ],
         *       "issuer": "https://id.example.com/api/v1/oauth2",
         *       "jwks_uri": "https://id.example.com/api/v1/oauth2/keys",
         *       "response_types_supported": [
         *         "id_token"
         *       ],
         *       "subject_types_supported": [
         *         "public"
         *       ]
         *     }
         */
        IssuerMetadata: {
            id_token_signing_alg_values_supported: string[];
            /** @description `iss` of the tokens, to the letter. */
            issuer: string;
            /** @description Where the keys are. All issuers of a deployment have the same. */
            jwks_uri: string;
            response_types_supported: string[];
            subject_types_supported: string[];
        };
        /** @description A key that verifies RS256 signatures. */
        Jwk: {
            alg: string;
            /** @description Exponent, in base64url. */
            e: string;
            kid: string;
            kty: string;
            /** @description Modulus, in base64url. */
            n: string;
            use: string;
        };
        /**
         * @description A JWK set (RFC 7517, section 5).
         * @example {
         *       "keys": [
         *         {
         *           "alg": "RS256",
         *           "e": "AQAB",
         *           "kid": "1",
         *           "kty": "RSA",
         *           "n": "uHqEJz5n1eXHkR2bZy0vVtE3mWc8s7Qw",
         *           "use": "sig"
         *         }
         *       ]
         *     }
         */
        JwkSet: {
            /** @description The keys, the one in use and those that were or will be. */
            keys: components["schemas"]["Jwk"][];
        };
        /** @description A session as its user sees it. */
        ListedSession: {
            /** @description The neighbourhood of the address that it was started from, such as `203.0.113.*`. */
            address_hint: string;
            /** @description What the device calls itself. */
            agent: string;
            /** @description The application that it was started in. */
            client_id: components["schemas"]["ClientId"];
            /** @description Whether it is the session that asks. */
            current: boolean;
            /**
             * Format: uint64
             * @description When it ends, in seconds since 1970.
             */
            expires_at: number;
            /** @description Its name, by which it can be ended: `sid` of the `id_token`s of the session. */
            id: string;
            /**
             * Format: uint64
             * @description When the user signed in, in seconds since 1970.
             */
            issued_at: number;
        };
        LoginAuthError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0001" | "IDAAS.SDK.LOGIN.0002" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "LOGIN.0001" | "LOGIN.0002" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.LOGIN.1001" | "SDK.LOGIN.1003" | "SDK.LOGIN.1005";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        LoginAuthRequest: {
            /**
             * @description The password.
             * @example QWE@qwe123
             */
            password: string;
            /**
             * @description The user name, the mobile number or the e-mail address of the user.
             * @example zhangsan
             */
            user_name: string;
        };
        LoginAuthResponse: components["schemas"]["StatusSuccess"] | components["schemas"]["StatusMfaAuth"] | components["schemas"]["StatusPasswordWarn"] | components["schemas"]["StatusPasswordExpired"] | components["schemas"]["StatusAccessDenied"];
        LoginEmailPwdError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0002" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "LOGIN.0002" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.LOGIN.1003" | "SDK.LOGIN.1005";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        LoginEmailPwdRequest: {
            /**
             * @description An e-mail address. Upper and lower case are the same.
             * @example zhangsan@example.com
             */
            email: string;
            /**
             * @description The password.
             * @example QWE@qwe123
             */
            password: string;
        };
        LoginEmailPwdResponse: components["schemas"]["StatusSuccess"] | components["schemas"]["StatusMfaAuth"] | components["schemas"]["StatusPasswordWarn"] | components["schemas"]["StatusPasswordExpired"] | components["schemas"]["StatusAccessDenied"];
        LoginEmailVerifyCodeError: {
            /** @enum {unknown} */
            error_code: "CAPTCHA.0007" | "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "COMMON.1013" | "IDAAS.SDK.CAPTCHA.0007" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.COMMON.1013" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0009" | "IDAAS.SDK.USER.1002" | "IDAAS.SDK.USER.1006" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0009" | "SDK.CAPTCHA.1007" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.COMMON.1013" | "SDK.LOGIN.1003" | "SDK.USER.1002" | "SDK.USER.1006" | "USER.1002" | "USER.1006";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        LoginEmailVerifyCodeRequest: {
            /**
             * @description An e-mail address. Upper and lower case are the same.
             * @example zhangsan@example.com
             */
            email: string;
            /**
             * @description The code that was sent to the contact: 4, 6 or 8 digits, as the tenant has it.
             * @example 123456
             */
            verify_code: string;
        };
        LoginEmailVerifyCodeResponse: components["schemas"]["StatusSuccess"] | components["schemas"]["StatusMfaAuth"] | components["schemas"]["StatusAccessDenied"];
        LoginError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0001" | "IDAAS.SDK.LOGIN.0002" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "LOGIN.0001" | "LOGIN.0002" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.LOGIN.1001" | "SDK.LOGIN.1003" | "SDK.LOGIN.1005";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        LoginMobilePwdError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0002" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "LOGIN.0002" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.LOGIN.1003" | "SDK.LOGIN.1005";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        LoginMobilePwdRequest: {
            /**
             * @description A mobile number. Without an area code (`+852-51234567`), it is one of the tenant's country.
             * @example 15201657321
             */
            mobile: string;
            /**
             * @description The password.
             * @example QWE@qwe123
             */
            password: string;
        };
        LoginMobilePwdResponse: components["schemas"]["StatusSuccess"] | components["schemas"]["StatusMfaAuth"] | components["schemas"]["StatusPasswordWarn"] | components["schemas"]["StatusPasswordExpired"] | components["schemas"]["StatusAccessDenied"];
        LoginMobileVerifyCodeError: {
            /** @enum {unknown} */
            error_code: "CAPTCHA.0007" | "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "COMMON.1013" | "IDAAS.SDK.CAPTCHA.0007" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.COMMON.1013" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0009" | "IDAAS.SDK.USER.1001" | "IDAAS.SDK.USER.1006" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0009" | "SDK.CAPTCHA.1007" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.COMMON.1013" | "SDK.LOGIN.1003" | "SDK.USER.1001" | "SDK.USER.1006" | "USER.1001" | "USER.1006";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        LoginMobileVerifyCodeRequest: {
            /**
             * @description A mobile number. Without an area code (`+852-51234567`), it is one of the tenant's country.
             * @example 15201657321
             */
            mobile: string;
            /**
             * @description The code that was sent to the contact: 4, 6 or 8 digits, as the tenant has it.
             * @example 123456
             */
            verify_code: string;
        };
        LoginMobileVerifyCodeResponse: components["schemas"]["StatusSuccess"] | components["schemas"]["StatusMfaAuth"] | components["schemas"]["StatusAccessDenied"];
        LoginRequest: {
            /**
             * @description The password.
             * @example QWE@qwe123
             */
            password: string;
            /**
             * @description The user name, unique in the tenant without regard to case.
             * @example zhangsan
             */
            user_name: string;
        };
        LoginResponse: components["schemas"]["StatusSuccess"] | components["schemas"]["StatusMfaAuth"] | components["schemas"]["StatusPasswordWarn"] | components["schemas"]["StatusPasswordExpired"] | components["schemas"]["StatusAccessDenied"];
        LoginWechatMiniProgramMobileError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1009" | "COMMON.1012" | "COMMON.1013" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1009" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.COMMON.1013" | "IDAAS.SDK.LOGIN.0001" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.USER.1001" | "IDAAS.SDK.USER.1006" | "LOGIN.0001" | "PARAM.0001" | "PARAM.0002" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1009" | "SDK.COMMON.1012" | "SDK.COMMON.1013" | "SDK.LOGIN.1001" | "SDK.USER.1001" | "SDK.USER.1006" | "USER.1001" | "USER.1006";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        LoginWechatMiniProgramMobileRequest: {
            /**
             * @description The phone code that WeChat's `getPhoneNumber` gave the mini program. It is good once.
             * @example 0a1b2c3d
             */
            code: string;
        };
        LoginWechatMiniProgramMobileResponse: components["schemas"]["StatusSuccess"] | components["schemas"]["StatusMfaAuth"] | components["schemas"]["StatusAccessDenied"];
        LoginWechatMiniprogramError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1009" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1009" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0001" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.SOCIAL.1001" | "IDAAS.SDK.SOCIAL.1002" | "LOGIN.0001" | "PARAM.0001" | "PARAM.0002" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1009" | "SDK.COMMON.1012" | "SDK.LOGIN.1001" | "SDK.SOCIAL.1001" | "SDK.SOCIAL.1002" | "SOCIAL.1001" | "SOCIAL.1002";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        LoginWechatMiniprogramRequest: {
            /**
             * @description The login code that WeChat's `wx.login` gave the mini program. It is good once.
             * @example 0a1b2c3d
             */
            code: string;
        };
        LoginWechatMiniprogramResponse: components["schemas"]["StatusSuccess"] | components["schemas"]["StatusSocialBind"] | components["schemas"]["StatusUserRegister"] | components["schemas"]["StatusMfaAuth"] | components["schemas"]["StatusAccessDenied"];
        LogoutError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1004" | "COMMON.1005" | "COMMON.1006" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1004" | "IDAAS.SDK.COMMON.1005" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0016" | "IDAAS.SDK.PARAM.0023" | "PARAM.0001" | "PARAM.0002" | "PARAM.0016" | "PARAM.0023" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1004" | "SDK.COMMON.1005" | "SDK.COMMON.1006" | "SDK.COMMON.1012";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        MfaEmailError: {
            /** @enum {unknown} */
            error_code: "CAPTCHA.0007" | "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.CAPTCHA.0007" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0009" | "IDAAS.SDK.SOCIAL.1001" | "IDAAS.SDK.SOCIAL.1002" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0009" | "SDK.CAPTCHA.1007" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.LOGIN.1003" | "SDK.SOCIAL.1001" | "SDK.SOCIAL.1002" | "SOCIAL.1001" | "SOCIAL.1002";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        MfaEmailRequest: {
            /**
             * @description An e-mail address. Upper and lower case are the same.
             * @example zhangsan@example.com
             */
            email: string;
            /**
             * @description The code that was sent to the contact: 4, 6 or 8 digits, as the tenant has it.
             * @example 123456
             */
            verify_code: string;
        };
        MfaEmailResponse: components["schemas"]["StatusSuccess"] | components["schemas"]["StatusMfaAuth"] | components["schemas"]["StatusPasswordWarn"] | components["schemas"]["StatusPasswordExpired"] | components["schemas"]["StatusAccessDenied"];
        MfaSmsError: {
            /** @enum {unknown} */
            error_code: "CAPTCHA.0007" | "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.CAPTCHA.0007" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0009" | "IDAAS.SDK.SOCIAL.1001" | "IDAAS.SDK.SOCIAL.1002" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0009" | "SDK.CAPTCHA.1007" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.LOGIN.1003" | "SDK.SOCIAL.1001" | "SDK.SOCIAL.1002" | "SOCIAL.1001" | "SOCIAL.1002";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        MfaSmsRequest: {
            /**
             * @description A mobile number. Without an area code (`+852-51234567`), it is one of the tenant's country.
             * @example 15201657321
             */
            mobile: string;
            /**
             * @description The code that was sent to the contact: 4, 6 or 8 digits, as the tenant has it.
             * @example 123456
             */
            verify_code: string;
        };
        MfaSmsResponse: components["schemas"]["StatusSuccess"] | components["schemas"]["StatusMfaAuth"] | components["schemas"]["StatusPasswordWarn"] | components["schemas"]["StatusPasswordExpired"] | components["schemas"]["StatusAccessDenied"];
        MobileByTokenError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "PARAM.0001" | "PARAM.0002" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        OpenidConfigurationError404: {
            /** @enum {unknown} */
            error_code: "COMMON.1404" | "IDAAS.SDK.COMMON.1404" | "SDK.COMMON.1404";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        /**
         * @description Whether there is a password.
         * @example {
         *       "is_set_pwd": true
         *     }
         */
        PasswordExists: {
            /** @description Whether the user has one. */
            is_set_pwd: boolean;
        };
        ProfileError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1004" | "COMMON.1005" | "COMMON.1006" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1004" | "IDAAS.SDK.COMMON.1005" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0016" | "IDAAS.SDK.PARAM.0023" | "PARAM.0001" | "PARAM.0002" | "PARAM.0016" | "PARAM.0023" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1004" | "SDK.COMMON.1005" | "SDK.COMMON.1006" | "SDK.COMMON.1012";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        /**
         * @description The profile of a user. What is absent is empty. Only contacts that the user has proved to own are shown.
         * @example {
         *       "attr_birthday": "2001-12-31",
         *       "attr_gender": "male",
         *       "attr_nick_name": "",
         *       "email": "zhangsan@qq.com",
         *       "extension": {
         *         "age": "18"
         *       },
         *       "first_name": "",
         *       "head_img": "",
         *       "industry": "",
         *       "last_name": "",
         *       "mailing_address": "",
         *       "middle_name": "",
         *       "mobile": "+86-15201657315",
         *       "name": "张三",
         *       "user_name": "zhangsan",
         *       "zip_code": ""
         *     }
         */
        ProfileResponse: {
            /** @description Year, month and day, as in `2001-12-31`. */
            attr_birthday: string;
            attr_gender: string;
            attr_nick_name: string;
            email: string;
            extension: components["schemas"]["Extension"];
            first_name: string;
            head_img: string;
            industry: string;
            last_name: string;
            mailing_address: string;
            middle_name: string;
            /** @description With its area code, as in `+86-15201657315`. */
            mobile: string;
            name: string;
            user_name: string;
            zip_code: string;
        };
        ProfileUpdateEmailError: {
            /** @enum {unknown} */
            error_code: "CAPTCHA.0007" | "COMMON.1001" | "COMMON.1002" | "COMMON.1004" | "COMMON.1005" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.CAPTCHA.0007" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1004" | "IDAAS.SDK.COMMON.1005" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0009" | "IDAAS.SDK.PARAM.0016" | "IDAAS.SDK.PARAM.0023" | "IDAAS.SDK.USER.1002" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0009" | "PARAM.0016" | "PARAM.0023" | "SDK.CAPTCHA.1007" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1004" | "SDK.COMMON.1005" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.LOGIN.1003" | "SDK.SMS.1005" | "SDK.SMS.1006" | "SDK.USER.1002" | "USER.1002";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        ProfileUpdateEmailRequest: {
            /**
             * @description An e-mail address. Upper and lower case are the same.
             * @example zhangsan@example.com
             */
            email: string;
            /**
             * @description The code that was sent to the contact: 4, 6 or 8 digits, as the tenant has it.
             * @example 123456
             */
            verify_code: string;
        };
        ProfileUpdateError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1004" | "COMMON.1005" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1004" | "IDAAS.SDK.COMMON.1005" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0016" | "IDAAS.SDK.PARAM.0023" | "IDAAS.SDK.USER.1003" | "IDAAS.SDK.USER.1005" | "PARAM.0001" | "PARAM.0002" | "PARAM.0016" | "PARAM.0023" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1004" | "SDK.COMMON.1005" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.USER.1003" | "SDK.USER.1005" | "USER.1003" | "USER.1005";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        ProfileUpdateMobileError: {
            /** @enum {unknown} */
            error_code: "CAPTCHA.0007" | "COMMON.1001" | "COMMON.1002" | "COMMON.1004" | "COMMON.1005" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.CAPTCHA.0007" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1004" | "IDAAS.SDK.COMMON.1005" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0009" | "IDAAS.SDK.PARAM.0016" | "IDAAS.SDK.PARAM.0023" | "IDAAS.SDK.USER.1001" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0009" | "PARAM.0016" | "PARAM.0023" | "SDK.CAPTCHA.1007" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1004" | "SDK.COMMON.1005" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.LOGIN.1003" | "SDK.SMS.1005" | "SDK.SMS.1006" | "SDK.USER.1001" | "USER.1001";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        ProfileUpdateMobileRequest: {
            /**
             * @description A mobile number. Without an area code (`+852-51234567`), it is one of the tenant's country.
             * @example 15201657321
             */
            mobile: string;
            /**
             * @description The code that was sent to the contact: 4, 6 or 8 digits, as the tenant has it.
             * @example 123456
             */
            verify_code: string;
        };
        ProfileUpdateRequest: {
            /**
             * @description The date of birth: year, month and day.
             * @example 2000-01-31
             */
            attr_birthday?: string | null;
            /**
             * @description The gender, in one of the three words.
             * @example female
             * @enum {unknown}
             */
            attr_gender?: "female" | "male" | "unknow" | null;
            /**
             * @description What the user wants to be called.
             * @example a line
             */
            attr_nick_name?: string | null;
            /** @description The tenant's extended attributes by their names. */
            extension?: Record<string, never> | null;
            /**
             * @description The first name.
             * @example 张三
             */
            first_name?: string | null;
            /**
             * @description The address of a picture.
             * @example https://example.com/picture.png
             */
            head_img?: string | null;
            /**
             * @description The industry that the user works in.
             * @example a line
             */
            industry?: string | null;
            /**
             * @description The last name.
             * @example 张三
             */
            last_name?: string | null;
            /**
             * @description The postal address.
             * @example a line
             */
            mailing_address?: string | null;
            /**
             * @description The middle name.
             * @example 张三
             */
            middle_name?: string | null;
            /**
             * @description The name of the user.
             * @example 张三
             */
            name?: string | null;
            /**
             * @description The user name, unique in the tenant without regard to case.
             * @example zhangsan
             */
            user_name?: string | null;
            /**
             * @description The postal code.
             * @example a line
             */
            zip_code?: string | null;
        };
        PublicKeyError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "PARAM.0001" | "PARAM.0002" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1012";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        /**
         * @description An RSA key of 2048 bits, for OAEP with SHA-256 and MGF1 with SHA-256.
         * @example {
         *       "public_key": "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA"
         *     }
         */
        PublicKeyResponse: {
            /** @description A `SubjectPublicKeyInfo` in DER, in base64. It is good for at least an hour. */
            public_key: string;
        };
        /**
         * @description The members of the contract, of which this family of puzzles uses five. The others are always `null`.
         * @example {
         *       "captchaFontSize": null,
         *       "captchaFontType": null,
         *       "captchaId": null,
         *       "captchaOriginalPath": null,
         *       "captchaVerification": null,
         *       "jigsawImageBase64": "iVBORw0KGgo=",
         *       "originalImageBase64": "iVBORw0KGgo=",
         *       "point": null,
         *       "pointJson": null,
         *       "pointList": null,
         *       "projectCode": null,
         *       "result": false,
         *       "secretKey": "p3XvWq8LrT5zNw2Y",
         *       "token": "6f1ed002ab5595859014ebf0951522d9",
         *       "wordList": null
         *     }
         */
        Puzzle: {
            captchaFontSize: null;
            captchaFontType: null;
            captchaId: null;
            captchaOriginalPath: null;
            captchaVerification: null;
            /** @description The piece that fits one of the holes, to be moved sideways only: a PNG of 47 × 155 pixels, in base64. */
            jigsawImageBase64: string;
            /** @description The background, with several holes: a PNG of 310 × 155 pixels, in base64. */
            originalImageBase64: string;
            point: null;
            pointJson: null;
            pointList: null;
            projectCode: null;
            /** @description Always `false`. */
            result: boolean;
            /** @description The key under which `point_json` may be encrypted: 16 letters and digits. */
            secretKey: string;
            /** @description The name of the puzzle. It is good for 120 seconds and for one solution, right or wrong. */
            token: string;
            wordList: null;
        };
        /**
         * @description The pass of a solved puzzle, which `sms/send` and `email/send` take for one code.
         * @example {
         *       "captcha_token": "6f1ed002ab5595859014ebf0951522d9---{\"x\":237.0,\"y\":5.0}"
         *     }
         */
        PuzzlePass: {
            /** @description The pass: the puzzle's token, three hyphens and the point. It is good for 180 seconds and for one code to `sender`. */
            captcha_token: string;
        };
        PwdChangeByEmailError: {
            /** @enum {unknown} */
            error_code: "CAPTCHA.0007" | "COMMON.1001" | "COMMON.1002" | "COMMON.1004" | "COMMON.1005" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.CAPTCHA.0007" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1004" | "IDAAS.SDK.COMMON.1005" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0009" | "IDAAS.SDK.PARAM.0016" | "IDAAS.SDK.PARAM.0023" | "IDAAS.SDK.PWD.0001" | "IDAAS.SDK.PWD.0002" | "IDAAS.SDK.PWD.0003" | "IDAAS.SDK.PWD.0004" | "IDAAS.SDK.PWD.0005" | "IDAAS.SDK.PWD.0006" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0009" | "PARAM.0016" | "PARAM.0023" | "PWD.0001" | "PWD.0002" | "PWD.0003" | "PWD.0004" | "PWD.0005" | "PWD.0006" | "SDK.CAPTCHA.1007" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1004" | "SDK.COMMON.1005" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.LOGIN.1003" | "SDK.PWD.1001" | "SDK.PWD.1002" | "SDK.PWD.1003" | "SDK.PWD.1004" | "SDK.PWD.1005" | "SDK.PWD.1006" | "SDK.SMS.1005" | "SDK.SMS.1006";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        PwdChangeByEmailRequest: {
            /**
             * @description The password.
             * @example QWE@qwe123
             */
            password: string;
            /**
             * @description The code that was sent to the contact: 4, 6 or 8 digits, as the tenant has it.
             * @example 123456
             */
            verify_code: string;
        };
        PwdChangeByMobileError: {
            /** @enum {unknown} */
            error_code: "CAPTCHA.0007" | "COMMON.1001" | "COMMON.1002" | "COMMON.1004" | "COMMON.1005" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.CAPTCHA.0007" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1004" | "IDAAS.SDK.COMMON.1005" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0009" | "IDAAS.SDK.PARAM.0016" | "IDAAS.SDK.PARAM.0023" | "IDAAS.SDK.PWD.0001" | "IDAAS.SDK.PWD.0002" | "IDAAS.SDK.PWD.0003" | "IDAAS.SDK.PWD.0004" | "IDAAS.SDK.PWD.0005" | "IDAAS.SDK.PWD.0006" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0009" | "PARAM.0016" | "PARAM.0023" | "PWD.0001" | "PWD.0002" | "PWD.0003" | "PWD.0004" | "PWD.0005" | "PWD.0006" | "SDK.CAPTCHA.1007" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1004" | "SDK.COMMON.1005" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.LOGIN.1003" | "SDK.PWD.1001" | "SDK.PWD.1002" | "SDK.PWD.1003" | "SDK.PWD.1004" | "SDK.PWD.1005" | "SDK.PWD.1006" | "SDK.SMS.1005" | "SDK.SMS.1006";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        PwdChangeByMobileRequest: {
            /**
             * @description The password.
             * @example QWE@qwe123
             */
            password: string;
            /**
             * @description The code that was sent to the contact: 4, 6 or 8 digits, as the tenant has it.
             * @example 123456
             */
            verify_code: string;
        };
        PwdChangeError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1004" | "COMMON.1005" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1004" | "IDAAS.SDK.COMMON.1005" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0002" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0016" | "IDAAS.SDK.PARAM.0023" | "IDAAS.SDK.PWD.0001" | "IDAAS.SDK.PWD.0002" | "IDAAS.SDK.PWD.0003" | "IDAAS.SDK.PWD.0004" | "IDAAS.SDK.PWD.0005" | "IDAAS.SDK.PWD.0006" | "LOGIN.0002" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0016" | "PARAM.0023" | "PWD.0001" | "PWD.0002" | "PWD.0003" | "PWD.0004" | "PWD.0005" | "PWD.0006" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1004" | "SDK.COMMON.1005" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.LOGIN.1003" | "SDK.LOGIN.1005" | "SDK.PWD.1001" | "SDK.PWD.1002" | "SDK.PWD.1003" | "SDK.PWD.1004" | "SDK.PWD.1005" | "SDK.PWD.1006";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        PwdChangeRequest: {
            /**
             * @description The password to be set.
             * @example QWE@qwe123
             */
            new_password: string;
            /**
             * @description The password that the user has. It is left out only where none is set.
             * @example QWE@qwe123
             */
            old_password?: string | null;
        };
        PwdCheckExistError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1004" | "COMMON.1005" | "COMMON.1006" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1004" | "IDAAS.SDK.COMMON.1005" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0016" | "IDAAS.SDK.PARAM.0023" | "PARAM.0001" | "PARAM.0002" | "PARAM.0016" | "PARAM.0023" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1004" | "SDK.COMMON.1005" | "SDK.COMMON.1006" | "SDK.COMMON.1012";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        PwdSkipUpdateError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.SOCIAL.1001" | "IDAAS.SDK.SOCIAL.1002" | "PARAM.0001" | "PARAM.0002" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.SOCIAL.1001" | "SDK.SOCIAL.1002" | "SOCIAL.1001" | "SOCIAL.1002";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        PwdSkipUpdateResponse: components["schemas"]["StatusSuccess"] | components["schemas"]["StatusAccessDenied"];
        PwdUpdateByEmailError: {
            /** @enum {unknown} */
            error_code: "CAPTCHA.0007" | "COMMON.1001" | "COMMON.1002" | "COMMON.1004" | "COMMON.1005" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "COMMON.1013" | "IDAAS.SDK.CAPTCHA.0007" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1004" | "IDAAS.SDK.COMMON.1005" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.COMMON.1013" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0009" | "IDAAS.SDK.PARAM.0016" | "IDAAS.SDK.PARAM.0023" | "IDAAS.SDK.PWD.0001" | "IDAAS.SDK.PWD.0002" | "IDAAS.SDK.PWD.0003" | "IDAAS.SDK.PWD.0004" | "IDAAS.SDK.PWD.0005" | "IDAAS.SDK.PWD.0006" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0009" | "PARAM.0016" | "PARAM.0023" | "PWD.0001" | "PWD.0002" | "PWD.0003" | "PWD.0004" | "PWD.0005" | "PWD.0006" | "SDK.CAPTCHA.1007" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1004" | "SDK.COMMON.1005" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.COMMON.1013" | "SDK.LOGIN.1003" | "SDK.PWD.1001" | "SDK.PWD.1002" | "SDK.PWD.1003" | "SDK.PWD.1004" | "SDK.PWD.1005" | "SDK.PWD.1006" | "SDK.SMS.1005" | "SDK.SMS.1006";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        PwdUpdateByEmailRequest: {
            /**
             * @description An e-mail address. Upper and lower case are the same.
             * @example zhangsan@example.com
             */
            email?: string | null;
            /**
             * @description The password.
             * @example QWE@qwe123
             */
            password: string;
            /**
             * @description The code that was sent to the contact: 4, 6 or 8 digits, as the tenant has it.
             * @example 123456
             */
            verify_code: string;
        };
        PwdUpdateByMobileError: {
            /** @enum {unknown} */
            error_code: "CAPTCHA.0007" | "COMMON.1001" | "COMMON.1002" | "COMMON.1004" | "COMMON.1005" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "COMMON.1013" | "IDAAS.SDK.CAPTCHA.0007" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1004" | "IDAAS.SDK.COMMON.1005" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.COMMON.1013" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0009" | "IDAAS.SDK.PARAM.0016" | "IDAAS.SDK.PARAM.0023" | "IDAAS.SDK.PWD.0001" | "IDAAS.SDK.PWD.0002" | "IDAAS.SDK.PWD.0003" | "IDAAS.SDK.PWD.0004" | "IDAAS.SDK.PWD.0005" | "IDAAS.SDK.PWD.0006" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0009" | "PARAM.0016" | "PARAM.0023" | "PWD.0001" | "PWD.0002" | "PWD.0003" | "PWD.0004" | "PWD.0005" | "PWD.0006" | "SDK.CAPTCHA.1007" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1004" | "SDK.COMMON.1005" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.COMMON.1013" | "SDK.LOGIN.1003" | "SDK.PWD.1001" | "SDK.PWD.1002" | "SDK.PWD.1003" | "SDK.PWD.1004" | "SDK.PWD.1005" | "SDK.PWD.1006" | "SDK.SMS.1005" | "SDK.SMS.1006";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        PwdUpdateByMobileRequest: {
            /**
             * @description A mobile number. Without an area code (`+852-51234567`), it is one of the tenant's country.
             * @example 15201657321
             */
            mobile?: string | null;
            /**
             * @description The password.
             * @example QWE@qwe123
             */
            password: string;
            /**
             * @description The code that was sent to the contact: 4, 6 or 8 digits, as the tenant has it.
             * @example 123456
             */
            verify_code: string;
        };
        PwdUpdateError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0002" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PWD.0001" | "IDAAS.SDK.PWD.0002" | "IDAAS.SDK.PWD.0003" | "IDAAS.SDK.PWD.0004" | "IDAAS.SDK.PWD.0005" | "IDAAS.SDK.PWD.0006" | "IDAAS.SDK.SOCIAL.1001" | "IDAAS.SDK.SOCIAL.1002" | "LOGIN.0002" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "PWD.0001" | "PWD.0002" | "PWD.0003" | "PWD.0004" | "PWD.0005" | "PWD.0006" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.LOGIN.1003" | "SDK.LOGIN.1005" | "SDK.PWD.1001" | "SDK.PWD.1002" | "SDK.PWD.1003" | "SDK.PWD.1004" | "SDK.PWD.1005" | "SDK.PWD.1006" | "SDK.SOCIAL.1001" | "SDK.SOCIAL.1002" | "SOCIAL.1001" | "SOCIAL.1002";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        PwdUpdateRequest: {
            /**
             * @description The password to be set.
             * @example QWE@qwe123
             */
            new_password: string;
            /**
             * @description The password that the user has. It is left out only where none is set.
             * @example QWE@qwe123
             */
            old_password: string;
        };
        PwdUpdateResponse: components["schemas"]["StatusSuccess"] | components["schemas"]["StatusAccessDenied"];
        RateLimitError: {
            /** @enum {unknown} */
            error_code: "CAPTCHA.0008" | "IDAAS.SDK.CAPTCHA.0008" | "SDK.CAPTCHA.1008";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        RateLimitOfOauthError: {
            /** @enum {unknown} */
            error: "temporarily_unavailable";
            /** @description A sentence for a person. */
            error_description: string;
        };
        ReceiptsAliyunError: {
            /** @enum {unknown} */
            error_code: "COMMON.1002" | "COMMON.1007" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1007" | "SDK.COMMON.1002" | "SDK.COMMON.1007";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        ReceiptsAliyunError404: {
            /** @enum {unknown} */
            error_code: "COMMON.1404" | "IDAAS.SDK.COMMON.1404" | "SDK.COMMON.1404";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        ReceiptsAliyunRequest: ({
            /**
             * @description The name that the text was sent under. An entry for another text is ignored.
             * @example a1B2c3D4e5F6
             */
            out_id?: string | null;
            /**
             * @description Whether the text is on the phone. An entry without it is ignored.
             * @example true
             */
            success?: boolean | null;
        } & {
            [key: string]: unknown;
        })[];
        ReceiptsHuaweiError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1006";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        ReceiptsHuaweiError404: {
            /** @enum {unknown} */
            error_code: "COMMON.1404" | "IDAAS.SDK.COMMON.1404" | "SDK.COMMON.1404";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        ReceiptsHuaweiRequest: {
            /**
             * @description The name that the text was sent under. A report on another text is ignored.
             * @example a1B2c3D4e5F6
             */
            extend?: string | null;
            /**
             * @description What became of the text: on the phone (`DELIVRD`), on its way (`ACCEPTD`, `UNKNOWN`), or not delivered, which all others mean.
             * @example DELIVRD
             */
            status?: string | null;
        } & {
            [key: string]: unknown;
        };
        ReceiptsTencentError: {
            /** @enum {unknown} */
            error_code: "COMMON.1002" | "COMMON.1007" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1007" | "SDK.COMMON.1002" | "SDK.COMMON.1007";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        ReceiptsTencentError404: {
            /** @enum {unknown} */
            error_code: "COMMON.1404" | "IDAAS.SDK.COMMON.1404" | "SDK.COMMON.1404";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        ReceiptsTencentRequest: ({
            /**
             * @description Whether the text is on the phone. An entry with another status is ignored.
             * @example SUCCESS
             * @enum {unknown}
             */
            report_status?: "SUCCESS" | "FAIL" | null;
            /**
             * @description The name that the carrier gave the text. An entry for another text is ignored.
             * @example 5000:1045710669157053657849499619
             */
            sid?: string | null;
        } & {
            [key: string]: unknown;
        })[];
        /**
         * @description The session goes on under this token.
         * @example {
         *       "expire": 604800,
         *       "id_token": "eyJraWQiOiIxIiwiYWxnIjoiUlMyNTYifQ.eyJzdWIiOiJ6aGFuZ3NhbiJ9.AAAA",
         *       "session_token": "LGTiTNVDFPlpefV3F3Hla7RUFTqInsqa"
         *     }
         */
        RefreshResponse: {
            /**
             * Format: uint64
             * @description How long the session token is good for, in seconds.
             */
            expire: number;
            /** @description A fresh token of who the user is. */
            id_token: string;
            session_token: components["schemas"]["SessionToken"];
        };
        RegisterEmailVerifyCodeError: {
            /** @enum {unknown} */
            error_code: "CAPTCHA.0007" | "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.CAPTCHA.0007" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0009" | "IDAAS.SDK.USER.1002" | "IDAAS.SDK.USER.1003" | "IDAAS.SDK.USER.1004" | "IDAAS.SDK.USER.1005" | "IDAAS.SDK.USER.1006" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0009" | "SDK.CAPTCHA.1007" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.LOGIN.1003" | "SDK.USER.1002" | "SDK.USER.1003" | "SDK.USER.1004" | "SDK.USER.1005" | "SDK.USER.1006" | "USER.1002" | "USER.1003" | "USER.1004" | "USER.1005" | "USER.1006";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        RegisterEmailVerifyCodeRequest: {
            /**
             * @description The date of birth: year, month and day.
             * @example 2000-01-31
             */
            attr_birthday?: string | null;
            /**
             * @description The gender, in one of the three words.
             * @example female
             * @enum {unknown}
             */
            attr_gender?: "female" | "male" | "unknow" | null;
            /**
             * @description What the user wants to be called.
             * @example a line
             */
            attr_nick_name?: string | null;
            /**
             * @description An e-mail address. Upper and lower case are the same.
             * @example zhangsan@example.com
             */
            email: string;
            /** @description The tenant's extended attributes by their names. */
            extension?: Record<string, never> | null;
            /**
             * @description The first name.
             * @example 张三
             */
            first_name?: string | null;
            /**
             * @description The address of a picture.
             * @example https://example.com/picture.png
             */
            head_img?: string | null;
            /**
             * @description The industry that the user works in.
             * @example a line
             */
            industry?: string | null;
            /**
             * @description The last name.
             * @example 张三
             */
            last_name?: string | null;
            /**
             * @description The postal address.
             * @example a line
             */
            mailing_address?: string | null;
            /**
             * @description The middle name.
             * @example 张三
             */
            middle_name?: string | null;
            /**
             * @description A mobile number. Without an area code (`+852-51234567`), it is one of the tenant's country.
             * @example 15201657321
             */
            mobile?: string | null;
            /**
             * @description The name of the user.
             * @example 张三
             */
            name?: string | null;
            /**
             * @description The password to be set.
             * @example QWE@qwe123
             */
            pwd?: string | null;
            /**
             * @description The user name, unique in the tenant without regard to case.
             * @example zhangsan
             */
            user_name?: string | null;
            /**
             * @description The code that was sent to the contact: 4, 6 or 8 digits, as the tenant has it.
             * @example 123456
             */
            verify_code: string;
            /**
             * @description The postal code.
             * @example a line
             */
            zip_code?: string | null;
        };
        RegisterEmailVerifyCodeResponse: components["schemas"]["StatusSuccess"] | components["schemas"]["StatusAccessDenied"];
        RegisterMobileVerifyCodeError: {
            /** @enum {unknown} */
            error_code: "CAPTCHA.0007" | "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.CAPTCHA.0007" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0009" | "IDAAS.SDK.USER.1001" | "IDAAS.SDK.USER.1003" | "IDAAS.SDK.USER.1004" | "IDAAS.SDK.USER.1005" | "IDAAS.SDK.USER.1006" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0009" | "SDK.CAPTCHA.1007" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.LOGIN.1003" | "SDK.USER.1001" | "SDK.USER.1003" | "SDK.USER.1004" | "SDK.USER.1005" | "SDK.USER.1006" | "USER.1001" | "USER.1003" | "USER.1004" | "USER.1005" | "USER.1006";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        RegisterMobileVerifyCodeRequest: {
            /**
             * @description The date of birth: year, month and day.
             * @example 2000-01-31
             */
            attr_birthday?: string | null;
            /**
             * @description The gender, in one of the three words.
             * @example female
             * @enum {unknown}
             */
            attr_gender?: "female" | "male" | "unknow" | null;
            /**
             * @description What the user wants to be called.
             * @example a line
             */
            attr_nick_name?: string | null;
            /**
             * @description An e-mail address. Upper and lower case are the same.
             * @example zhangsan@example.com
             */
            email?: string | null;
            /** @description The tenant's extended attributes by their names. */
            extension?: Record<string, never> | null;
            /**
             * @description The first name.
             * @example 张三
             */
            first_name?: string | null;
            /**
             * @description The address of a picture.
             * @example https://example.com/picture.png
             */
            head_img?: string | null;
            /**
             * @description The industry that the user works in.
             * @example a line
             */
            industry?: string | null;
            /**
             * @description The last name.
             * @example 张三
             */
            last_name?: string | null;
            /**
             * @description The postal address.
             * @example a line
             */
            mailing_address?: string | null;
            /**
             * @description The middle name.
             * @example 张三
             */
            middle_name?: string | null;
            /**
             * @description A mobile number. Without an area code (`+852-51234567`), it is one of the tenant's country.
             * @example 15201657321
             */
            mobile: string;
            /**
             * @description The name of the user.
             * @example 张三
             */
            name?: string | null;
            /**
             * @description The password to be set.
             * @example QWE@qwe123
             */
            pwd?: string | null;
            /**
             * @description The user name, unique in the tenant without regard to case.
             * @example zhangsan
             */
            user_name?: string | null;
            /**
             * @description The code that was sent to the contact: 4, 6 or 8 digits, as the tenant has it.
             * @example 123456
             */
            verify_code: string;
            /**
             * @description The postal code.
             * @example a line
             */
            zip_code?: string | null;
        };
        RegisterMobileVerifyCodeResponse: components["schemas"]["StatusSuccess"] | components["schemas"]["StatusAccessDenied"];
        /**
         * @description The mobile that the code for a second factor goes to.
         * @example {
         *       "mobile": "152****7315"
         *     }
         */
        SecondFactorMobile: {
            /** @description The number, without the calling code where that is the tenant's own: `15201657315`, or `152****7315` unless the application shows the whole number. */
            mobile: string;
        };
        /**
         * @description The time of the server.
         * @example {
         *       "timestamp": "1628496895102"
         *     }
         */
        ServerDate: {
            /** @description Milliseconds since 1970, as a string. */
            timestamp: string;
        };
        ServerDateError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "PARAM.0001" | "PARAM.0002" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1012";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        ServerError: {
            /** @enum {unknown} */
            error_code: "COMMON.1008" | "IDAAS.SDK.COMMON.1008" | "SDK.COMMON.1008";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        ServerOfOauthError: {
            /** @enum {unknown} */
            error: "server_error";
            /** @description A sentence for a person. */
            error_description: string;
        };
        ServerOfTenantError: {
            /** @enum {unknown} */
            error_code: "IDAAS.TENANT.COMMON.1008" | "TENANT.COMMON.1008";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        /** @description 43 letters and digits. Only its hash is stored, so a reader of the table cannot use it. */
        ServerToken: string;
        /**
         * @description The sessions of a user that are alive, the newest first.
         * @example {
         *       "sessions": [
         *         {
         *           "address_hint": "203.0.113.*",
         *           "agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)",
         *           "client_id": "nTo1eRIub60vPb54WeE6aojPwYwImtl4",
         *           "current": true,
         *           "expires_at": 1795770000,
         *           "id": "o6AuRIK3VPoNXcwqyuVY7pUlA2tyb0yVvZ0p8qJXWmA",
         *           "issued_at": 1795165200
         *         }
         *       ]
         *     }
         */
        SessionList: {
            sessions: components["schemas"]["ListedSession"][];
        };
        /** @description 32 letters and digits. Only its hash is stored, so a reader of the table cannot use it. */
        SessionToken: string;
        SessionsError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1004" | "COMMON.1005" | "COMMON.1006" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1004" | "IDAAS.SDK.COMMON.1005" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0016" | "IDAAS.SDK.PARAM.0023" | "PARAM.0001" | "PARAM.0002" | "PARAM.0016" | "PARAM.0023" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1004" | "SDK.COMMON.1005" | "SDK.COMMON.1006" | "SDK.COMMON.1012";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        SessionsRevokeError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1004" | "COMMON.1005" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1004" | "IDAAS.SDK.COMMON.1005" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0016" | "IDAAS.SDK.PARAM.0023" | "PARAM.0001" | "PARAM.0002" | "PARAM.0016" | "PARAM.0023" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1004" | "SDK.COMMON.1005" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        SessionsRevokeRequest: {
            /**
             * @description The session, as `sessions` lists it.
             * @example o6AuRIK3VPoNXcwqyuVY7pUlA2tyb0yVvZ0p8qJXWmA
             */
            id: string;
        };
        SmsSendError: {
            /** @enum {unknown} */
            error_code: "CAPTCHA.0003" | "CAPTCHA.0004" | "CAPTCHA.0006" | "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.CAPTCHA.0003" | "IDAAS.SDK.CAPTCHA.0004" | "IDAAS.SDK.CAPTCHA.0006" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0008" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0008" | "SDK.CAPTCHA.1003" | "SDK.CAPTCHA.1004" | "SDK.CAPTCHA.1006" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.LOGIN.1003";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        SmsSendRequest: {
            /**
             * @description The pass that `captcha/verify` gave.
             * @example 6f1ed002ab5595859014ebf0951522d9---{"x":237.0,"y":5.0}
             */
            captcha_token: string;
            /**
             * @description A mobile number. Without an area code (`+852-51234567`), it is one of the tenant's country.
             * @example 15201657321
             */
            mobile: string;
            /**
             * @description What the code is for. It is good for nothing else.
             * @example LOGIN_SMS
             * @enum {unknown}
             */
            type: "LOGIN_SMS" | "REGISTER_SMS" | "MFA_AUTH_SMS" | "OTP_REST_SMS" | "FORGET_PWD_SMS" | "CHANGE_PWD_SMS" | "UPDATE_PWD_SMS" | "UPDATE_MOBILE_SMS" | "BIND_MOBILE_SMS";
        };
        /** @description A social account of a user. What nobody told us is empty. */
        SocialAccount: {
            /** @description In UTC, such as `2021-01-10 14:20:24.468`. */
            createdAt: string;
            /** @description What we call the link. */
            id: string;
            /** @description The identity source, for `ciam`. */
            idpId?: components["schemas"]["SourceId"] | null;
            socialAccountDetails: string;
            /** @description The identity source, for `ciam`. */
            socialChannelId?: components["schemas"]["SourceId"] | null;
            socialHeadImage: string;
            socialNickname: string;
            socialType: string;
            /** @description The account, as the social network calls it, for `ciam`. */
            socialUid?: string | null;
            /** @description The same for `eiam` and `oneaccess`, which have another name for it. */
            social_uid?: string | null;
            updatedAt: string;
            userId: components["schemas"]["UserId"];
        };
        SocialBindError: {
            /** @enum {unknown} */
            error_code: "CAPTCHA.0007" | "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1009" | "COMMON.1012" | "COMMON.1013" | "IDAAS.SDK.CAPTCHA.0007" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1009" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.COMMON.1013" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0009" | "IDAAS.SDK.SOCIAL.1001" | "IDAAS.SDK.SOCIAL.1002" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0009" | "SDK.CAPTCHA.1007" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1009" | "SDK.COMMON.1012" | "SDK.COMMON.1013" | "SDK.LOGIN.1003" | "SDK.SOCIAL.1001" | "SDK.SOCIAL.1002" | "SOCIAL.1001" | "SOCIAL.1002";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        SocialBindRequest: {
            /**
             * @description A mobile number. Without an area code (`+852-51234567`), it is one of the tenant's country.
             * @example 15201657321
             */
            mobile: string;
            /**
             * @description The code that was sent to the contact: 4, 6 or 8 digits, as the tenant has it.
             * @example 123456
             */
            verify_code: string;
        } | {
            /**
             * @description An e-mail address. Upper and lower case are the same.
             * @example zhangsan@example.com
             */
            email: string;
            /**
             * @description The code that was sent to the contact: 4, 6 or 8 digits, as the tenant has it.
             * @example 123456
             */
            verify_code: string;
        };
        SocialBindResponse: components["schemas"]["StatusSuccess"] | components["schemas"]["StatusUserRegister"] | components["schemas"]["StatusMfaAuth"] | components["schemas"]["StatusAccessDenied"];
        /**
         * @description The social accounts of a user.
         * @example {
         *       "social": [
         *         {
         *           "createdAt": "2021-01-10 14:20:24.468",
         *           "id": "71dd26999e314f9abb0c635336976635",
         *           "socialAccountDetails": "",
         *           "socialHeadImage": "",
         *           "socialNickname": "",
         *           "socialType": "weixin",
         *           "social_uid": "oGZUI0egBJY1zhBYw2KhdUfwVJJE",
         *           "updatedAt": "2021-01-10 14:20:24.468",
         *           "userId": "20211112150743304-7A1A-2B62FF52A"
         *         }
         *       ]
         *     }
         */
        SocialList: {
            social: components["schemas"]["SocialAccount"][];
        };
        SocialListError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1004" | "COMMON.1005" | "COMMON.1006" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1004" | "IDAAS.SDK.COMMON.1005" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0016" | "IDAAS.SDK.PARAM.0023" | "PARAM.0001" | "PARAM.0002" | "PARAM.0016" | "PARAM.0023" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1004" | "SDK.COMMON.1005" | "SDK.COMMON.1006" | "SDK.COMMON.1012";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        SocialRegisterBindError: {
            /** @enum {unknown} */
            error_code: "CAPTCHA.0007" | "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1009" | "COMMON.1012" | "IDAAS.SDK.CAPTCHA.0007" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1009" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0009" | "IDAAS.SDK.SOCIAL.1001" | "IDAAS.SDK.SOCIAL.1002" | "IDAAS.SDK.USER.1001" | "IDAAS.SDK.USER.1002" | "IDAAS.SDK.USER.1006" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0009" | "SDK.CAPTCHA.1007" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1009" | "SDK.COMMON.1012" | "SDK.LOGIN.1003" | "SDK.SOCIAL.1001" | "SDK.SOCIAL.1002" | "SDK.USER.1001" | "SDK.USER.1002" | "SDK.USER.1006" | "SOCIAL.1001" | "SOCIAL.1002" | "USER.1001" | "USER.1002" | "USER.1006";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        SocialRegisterBindRequest: {
            /**
             * @description A mobile number. Without an area code (`+852-51234567`), it is one of the tenant's country.
             * @example 15201657321
             */
            mobile: string;
            /**
             * @description The code that was sent to the contact: 4, 6 or 8 digits, as the tenant has it.
             * @example 123456
             */
            verify_code: string;
        } | {
            /**
             * @description An e-mail address. Upper and lower case are the same.
             * @example zhangsan@example.com
             */
            email: string;
            /**
             * @description The code that was sent to the contact: 4, 6 or 8 digits, as the tenant has it.
             * @example 123456
             */
            verify_code: string;
        };
        SocialRegisterBindResponse: components["schemas"]["StatusSuccess"] | components["schemas"]["StatusMfaAuth"] | components["schemas"]["StatusAccessDenied"];
        SocialUnbindAccountError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1004" | "COMMON.1005" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1004" | "IDAAS.SDK.COMMON.1005" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0016" | "IDAAS.SDK.PARAM.0023" | "IDAAS.SDK.SOCIAL.1003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0016" | "PARAM.0023" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1004" | "SDK.COMMON.1005" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.SOCIAL.1003" | "SOCIAL.1003";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        SocialUnbindAccountRequest: {
            /**
             * @description The link, as `social` lists it.
             * @example 71dd26999e314f9abb0c635336976635
             */
            id: string;
        };
        SocialUnbindError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1004" | "COMMON.1005" | "COMMON.1006" | "COMMON.1007" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1004" | "IDAAS.SDK.COMMON.1005" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0016" | "IDAAS.SDK.PARAM.0023" | "IDAAS.SDK.SOCIAL.1003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0016" | "PARAM.0023" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1004" | "SDK.COMMON.1005" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1012" | "SDK.SOCIAL.1003" | "SOCIAL.1003";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        SocialUnbindRequest: {
            /**
             * @description The social network that the account is of.
             * @example weixin
             * @enum {unknown}
             */
            social_type: "weixin";
            /**
             * @description The account, as the social network calls it.
             * @example oGZUI0egBJY1zhBYw2KhdUfwVJJE
             */
            social_uid: string;
        };
        SocialUsernamePasswordBindError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1009" | "COMMON.1012" | "COMMON.1013" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1009" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.COMMON.1013" | "IDAAS.SDK.LOGIN.0002" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.SOCIAL.1001" | "IDAAS.SDK.SOCIAL.1002" | "LOGIN.0002" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1009" | "SDK.COMMON.1012" | "SDK.COMMON.1013" | "SDK.LOGIN.1003" | "SDK.LOGIN.1005" | "SDK.SOCIAL.1001" | "SDK.SOCIAL.1002" | "SOCIAL.1001" | "SOCIAL.1002";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        SocialUsernamePasswordBindRequest: {
            /**
             * @description The password.
             * @example QWE@qwe123
             */
            password: string;
            /**
             * @description The user name, unique in the tenant without regard to case.
             * @example zhangsan
             */
            user_name: string;
        };
        SocialUsernamePasswordBindResponse: components["schemas"]["StatusSuccess"] | components["schemas"]["StatusMfaAuth"] | components["schemas"]["StatusPasswordWarn"] | components["schemas"]["StatusPasswordExpired"] | components["schemas"]["StatusAccessDenied"];
        SocialWechatMobileBindError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1009" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1009" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0001" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.SOCIAL.1001" | "IDAAS.SDK.SOCIAL.1002" | "LOGIN.0001" | "PARAM.0001" | "PARAM.0002" | "SOCIAL.1001" | "SOCIAL.1002";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        SocialWechatMobileBindRequest: {
            /**
             * @description The phone code that WeChat's `getPhoneNumber` gave the mini program. It is good once.
             * @example 0a1b2c3d
             */
            wechat_code: string;
        } | {
            /**
             * @description The same as `wechat_code`, misspelt as in a published document.
             * @example 0a1b2c3d
             */
            wchat_code: string;
        };
        SocialWechatMobileBindResponse: components["schemas"]["StatusSuccess"] | components["schemas"]["StatusSocialBind"] | components["schemas"]["StatusUserRegister"] | components["schemas"]["StatusMfaAuth"] | components["schemas"]["StatusAccessDenied"];
        SocialWechatMobileRegisterBindError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1006" | "COMMON.1007" | "COMMON.1009" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1009" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.LOGIN.0001" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.SOCIAL.1001" | "IDAAS.SDK.SOCIAL.1002" | "IDAAS.SDK.USER.1001" | "IDAAS.SDK.USER.1006" | "LOGIN.0001" | "PARAM.0001" | "PARAM.0002" | "SOCIAL.1001" | "SOCIAL.1002" | "USER.1001" | "USER.1006";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        SocialWechatMobileRegisterBindRequest: {
            /**
             * @description The phone code that WeChat's `getPhoneNumber` gave the mini program. It is good once.
             * @example 0a1b2c3d
             */
            wechat_code: string;
        } | {
            /**
             * @description The same as `wechat_code`, misspelt as in a published document.
             * @example 0a1b2c3d
             */
            wchat_code: string;
        };
        SocialWechatMobileRegisterBindResponse: components["schemas"]["StatusSuccess"] | components["schemas"]["StatusMfaAuth"] | components["schemas"]["StatusAccessDenied"];
        /** @description The identifier of an identity source: 1 to 64 of `[A-Za-z0-9_-]`. */
        SourceId: string;
        SsoSessionTokenIdTokenError: {
            /** @enum {unknown} */
            error_code: "COMMON.1001" | "COMMON.1002" | "COMMON.1005" | "COMMON.1006" | "COMMON.1012" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1005" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0023" | "PARAM.0001" | "PARAM.0002" | "PARAM.0023" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1005" | "SDK.COMMON.1006" | "SDK.COMMON.1012";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        /** @description A ticket as it is passed around. Only its hash is stored. */
        SsoTicket: string;
        /** @description The state token: the header `X-state-token` of the calls that go on with the flow, on the same device. */
        StateToken: string;
        /**
         * @description Who it is has been proved, but they are not admitted.
         * @example {
         *       "status": "ACCESS_DENIED"
         *     }
         */
        StatusAccessDenied: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            status: "ACCESS_DENIED";
        };
        /**
         * @description One factor is proved, and the application asks for another. Go on with `mfa/sms` or `mfa/email`.
         * @example {
         *       "data": "{\"mfaAuthFlow\":[\"VERIFY_PHONE\",\"VERIFY_EMAIL\"]}",
         *       "state_token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.AAAA",
         *       "status": "MFA_AUTH"
         *     }
         */
        StatusMfaAuth: {
            /** @description What can be done with it: a JSON document in a string. For `SOCIAL_BIND` and `USER_REGISTER`, `socialBindOrRegisterFlow` lists the contacts that may be proved; for `MFA_AUTH`, `mfaAuthFlow` lists those that the user can prove. For `PASSWORD_WARN` and `PASSWORD_EXPIRED`, `minLength`, `maxLength` and `regEx` are what a new password must keep. */
            data: string;
            state_token: components["schemas"]["StateToken"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            status: "MFA_AUTH";
        };
        /**
         * @description The password was right, but is too old. Go on with `pwd/update` to replace it.
         * @example {
         *       "data": "{\"maxLength\":128,\"minLength\":8,\"regEx\":\"^(?:[\\\\uD800-\\\\uDBFF][\\\\uDC00-\\\\uDFFF]|[^\\\\uD800-\\\\uDBFF]){8,128}(?![\\\\s\\\\S])\"}",
         *       "state_token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.AAAA",
         *       "status": "PASSWORD_EXPIRED"
         *     }
         */
        StatusPasswordExpired: {
            /** @description What can be done with it: a JSON document in a string. For `SOCIAL_BIND` and `USER_REGISTER`, `socialBindOrRegisterFlow` lists the contacts that may be proved; for `MFA_AUTH`, `mfaAuthFlow` lists those that the user can prove. For `PASSWORD_WARN` and `PASSWORD_EXPIRED`, `minLength`, `maxLength` and `regEx` are what a new password must keep. */
            data: string;
            state_token: components["schemas"]["StateToken"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            status: "PASSWORD_EXPIRED";
        };
        /**
         * @description The password was right, and will soon be too old. Go on with `pwd/update` to replace it now, or with `pwd/skip-update` to do so later.
         * @example {
         *       "data": "{\"maxLength\":128,\"minLength\":8,\"regEx\":\"^(?:[\\\\uD800-\\\\uDBFF][\\\\uDC00-\\\\uDFFF]|[^\\\\uD800-\\\\uDBFF]){8,128}(?![\\\\s\\\\S])\"}",
         *       "state_token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.AAAA",
         *       "status": "PASSWORD_WARN"
         *     }
         */
        StatusPasswordWarn: {
            /** @description What can be done with it: a JSON document in a string. For `SOCIAL_BIND` and `USER_REGISTER`, `socialBindOrRegisterFlow` lists the contacts that may be proved; for `MFA_AUTH`, `mfaAuthFlow` lists those that the user can prove. For `PASSWORD_WARN` and `PASSWORD_EXPIRED`, `minLength`, `maxLength` and `regEx` are what a new password must keep. */
            data: string;
            state_token: components["schemas"]["StateToken"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            status: "PASSWORD_WARN";
        };
        /**
         * @description The social account is bound to nobody. Go on with a call that binds it to the user whom its owner is.
         * @example {
         *       "data": "{\"socialBindOrRegisterFlow\":[\"VERIFY_PHONE\",\"VERIFY_EMAIL\"]}",
         *       "state_token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.AAAA",
         *       "status": "SOCIAL_BIND"
         *     }
         */
        StatusSocialBind: {
            /** @description What can be done with it: a JSON document in a string. For `SOCIAL_BIND` and `USER_REGISTER`, `socialBindOrRegisterFlow` lists the contacts that may be proved; for `MFA_AUTH`, `mfaAuthFlow` lists those that the user can prove. For `PASSWORD_WARN` and `PASSWORD_EXPIRED`, `minLength`, `maxLength` and `regEx` are what a new password must keep. */
            data: string;
            state_token: components["schemas"]["StateToken"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            status: "SOCIAL_BIND";
        };
        /**
         * @description The user has signed in.
         * @example {
         *       "expire": 604800,
         *       "id_token": "eyJraWQiOiIxIiwiYWxnIjoiUlMyNTYifQ.eyJzdWIiOiJ6aGFuZ3NhbiJ9.AAAA",
         *       "session_token": "LGTiTNVDFPlpefV3F3Hla7RUFTqInsqa",
         *       "status": "SUCCESS"
         *     }
         */
        StatusSuccess: {
            /**
             * Format: uint64
             * @description How long the session token is good for, in seconds.
             */
            expire: number;
            /** @description Who the user is: a JWT, signed by RS256 with a key of `oauth2/keys`. */
            id_token: string;
            /** @description The token of the session, by which a fresh `id_token` is got. */
            session_token: components["schemas"]["SessionToken"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            status: "SUCCESS";
        };
        /**
         * @description The social account is bound to nobody. Go on with a call that binds it to the user whom its owner is, or, where they are none yet, with one that makes them a user.
         * @example {
         *       "data": "{\"socialBindOrRegisterFlow\":[\"VERIFY_PHONE\",\"VERIFY_EMAIL\"]}",
         *       "state_token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.AAAA",
         *       "status": "USER_REGISTER"
         *     }
         */
        StatusUserRegister: {
            /** @description What can be done with it: a JSON document in a string. For `SOCIAL_BIND` and `USER_REGISTER`, `socialBindOrRegisterFlow` lists the contacts that may be proved; for `MFA_AUTH`, `mfaAuthFlow` lists those that the user can prove. For `PASSWORD_WARN` and `PASSWORD_EXPIRED`, `minLength`, `maxLength` and `regEx` are what a new password must keep. */
            data: string;
            state_token: components["schemas"]["StateToken"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            status: "USER_REGISTER";
        };
        TenantSessionRefreshError: {
            /** @enum {unknown} */
            error_code: "IDAAS.TENANT.COMMON.1001" | "IDAAS.TENANT.COMMON.1002" | "IDAAS.TENANT.COMMON.1005" | "IDAAS.TENANT.COMMON.1006" | "IDAAS.TENANT.COMMON.1007" | "IDAAS.TENANT.COMMON.1012" | "IDAAS.TENANT.PARAM.0003" | "IDAAS.TENANT.PARAM.0023" | "TENANT.COMMON.1001" | "TENANT.COMMON.1002" | "TENANT.COMMON.1005" | "TENANT.COMMON.1006" | "TENANT.COMMON.1007" | "TENANT.COMMON.1012" | "TENANT.PARAM.0023";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        TenantSessionRefreshRequest: {
            /**
             * @description The device's browser or app, as its calls have it in `X-agent`.
             * @example 156aysdna213sc50
             */
            agent?: string | null;
            /**
             * @description The device that the user signed in on, as its calls have it in `X-device-fingerprint`.
             * @example 156aysdna213sc50
             */
            device_fingerprint: string;
            /**
             * @description The address of the device.
             * @example 156aysdna213sc50
             */
            device_ip: string;
            /**
             * @description The device's operating system, as its calls have it in `X-operating-sys-version`.
             * @example 156aysdna213sc50
             */
            operating_sys_version: string;
            /**
             * @description The session token that a login gave the device.
             * @example LGTiTNVDFPlpefV3F3Hla7RUFTqInsqa
             */
            session_token: string;
        };
        TenantSsoTicketError: {
            /** @enum {unknown} */
            error_code: "IDAAS.TENANT.COMMON.1001" | "IDAAS.TENANT.COMMON.1002" | "IDAAS.TENANT.COMMON.1005" | "IDAAS.TENANT.COMMON.1006" | "IDAAS.TENANT.COMMON.1007" | "IDAAS.TENANT.COMMON.1012" | "IDAAS.TENANT.PARAM.0003" | "IDAAS.TENANT.PARAM.0023" | "TENANT.COMMON.1001" | "TENANT.COMMON.1002" | "TENANT.COMMON.1005" | "TENANT.COMMON.1006" | "TENANT.COMMON.1007" | "TENANT.COMMON.1012" | "TENANT.PARAM.0023";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        TenantSsoTicketRequest: {
            /**
             * @description The device's browser or app, as its calls have it in `X-agent`.
             * @example 156aysdna213sc50
             */
            agent?: string | null;
            /**
             * @description The application. For a ticket, the one whose server may exchange it, of the same tenant: without, it is the one that asks. For an access token, HTTP Basic may say it instead.
             * @example p8mC2vXq4Lr7Tz1Nw6Yb3Kd9Hs5Gf0Ja
             */
            client_id?: string | null;
            /**
             * @description The device that the user signed in on, as its calls have it in `X-device-fingerprint`.
             * @example 156aysdna213sc50
             */
            device_fingerprint: string;
            /**
             * @description The address of the device.
             * @example 156aysdna213sc50
             */
            device_ip: string;
            /**
             * @description The device's operating system, as its calls have it in `X-operating-sys-version`.
             * @example 156aysdna213sc50
             */
            operating_sys_version: string;
            /**
             * @description The session token that a login gave the device.
             * @example LGTiTNVDFPlpefV3F3Hla7RUFTqInsqa
             */
            session_token: string;
        };
        TenantSsoTicketVerifyError: {
            /** @enum {unknown} */
            error_code: "IDAAS.TENANT.COMMON.1001" | "IDAAS.TENANT.COMMON.1002" | "IDAAS.TENANT.COMMON.1005" | "IDAAS.TENANT.COMMON.1006" | "IDAAS.TENANT.COMMON.1007" | "IDAAS.TENANT.COMMON.1012" | "IDAAS.TENANT.PARAM.0003" | "TENANT.COMMON.1001" | "TENANT.COMMON.1002" | "TENANT.COMMON.1005" | "TENANT.COMMON.1006" | "TENANT.COMMON.1007" | "TENANT.COMMON.1012";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        TenantSsoTicketVerifyRequest: {
            /**
             * @description The device's browser or app, as its calls have it in `X-agent`.
             * @example 156aysdna213sc50
             */
            agent?: string | null;
            /**
             * @description The device that the user signed in on, as its calls have it in `X-device-fingerprint`.
             * @example 156aysdna213sc50
             */
            device_fingerprint: string;
            /**
             * @description The address of the device.
             * @example 156aysdna213sc50
             */
            device_ip: string;
            /**
             * @description The device's operating system, as its calls have it in `X-operating-sys-version`.
             * @example 156aysdna213sc50
             */
            operating_sys_version: string;
            /**
             * @description The ticket. It is good once.
             * @example ssoTicket-0CFP1KQ8mTfgYtS5rDLrUbPzHqXw3Ne7
             */
            sso_ticket: string;
        };
        TenantTokenError: {
            /** @enum {unknown} */
            error: "invalid_request" | "unsupported_grant_type";
            /** @description A sentence for a person. */
            error_description: string;
        };
        TenantTokenRequest: {
            /**
             * @description The application. For a ticket, the one whose server may exchange it, of the same tenant: without, it is the one that asks. For an access token, HTTP Basic may say it instead.
             * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
             */
            client_id?: string | null;
            /**
             * @description The secret of the application. HTTP Basic may say it instead.
             * @example c9b1e0b4f8d24a6e9a3d5f7081c2e4a6b8d0f1e3a5c7092b4d6f8e1a3c5b7d90
             */
            client_secret?: string | null;
            /**
             * @description The grant of RFC 6749, section 4.4.
             * @example client_credentials
             * @enum {unknown}
             */
            grant_type: "client_credentials";
        };
        /**
         * @description What Tencent Cloud takes for an answer.
         * @example {
         *       "errmsg": "OK",
         *       "result": 0
         *     }
         */
        TencentAnswer: {
            /** @description Always `OK`. */
            errmsg: string;
            /**
             * Format: uint32
             * @description Always 0: the report need not be repeated.
             */
            result: number;
        };
        /** @description The user of a ticket, for `oneaccess`. */
        TicketData: {
            user: components["schemas"]["TicketUser"];
        };
        /**
         * @description A ticket for the server of an application.
         * @example {
         *       "expire": 300,
         *       "sso_ticket": "ssoTicket-0CFP1KQ8mTfgYtS5rDLrUbPzHqXw3Ne7"
         *     }
         */
        TicketResponse: {
            /**
             * Format: uint64
             * @description How long the ticket is good for, in seconds.
             */
            expire: number;
            sso_ticket: components["schemas"]["SsoTicket"];
        };
        /** @description What an application's server is told of a user. What is absent is empty. Only contacts that the user has proved to own are in it. */
        TicketUser: {
            email: string;
            id: string;
            /** @description With its area code, as in `+86-15201657315`. */
            mobile: string;
            name: string;
            userName: string;
        };
        /**
         * @description An access token, as RFC 6749, section 5.1 has it.
         * @example {
         *       "access_token": "Q4dXw0mJ2sLr8Vt6Bz1Nc3Kf5Gh7Ya9PeRiTuOoSlEk",
         *       "expires_in": 1800,
         *       "scope": "all",
         *       "token_type": "bearer"
         *     }
         */
        TokenResponse: {
            access_token: components["schemas"]["ServerToken"];
            /**
             * Format: uint64
             * @description How long it is good for, in seconds.
             */
            expires_in: number;
            /** @description `all`: there are no narrower ones. */
            scope: string;
            /** @description `bearer`: whoever holds the token may use it. */
            token_type: string;
        };
        TooLargeError: {
            /** @enum {unknown} */
            error_code: "COMMON.1413" | "IDAAS.SDK.COMMON.1413" | "SDK.COMMON.1413";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        TooLargeOfOauthError: {
            /** @enum {unknown} */
            error: "invalid_request";
            /** @description A sentence for a person. */
            error_description: string;
        };
        TooLargeOfTenantError: {
            /** @enum {unknown} */
            error_code: "IDAAS.TENANT.COMMON.1413" | "TENANT.COMMON.1413";
            /** @description A sentence for a person. */
            error_msg: string;
        };
        UnauthorizedOfOauthError: {
            /** @enum {unknown} */
            error: "invalid_client";
            /** @description A sentence for a person. */
            error_description: string;
        };
        /** @description The identifier of a user: `yyyyMMddHHmmssSSS-XXXX-XXXXXXXXX`, the time of creation in UTC and 13 random hexadecimal digits. */
        UserId: string;
        /**
         * @description The user of a ticket, in the form of the dialect.
         * @example {
         *       "email": "zhangsan@qq.com",
         *       "id": "20211112150743304-7A1A-2B62FF52A",
         *       "mobile": "+86-15201657315",
         *       "name": "张三",
         *       "userName": "zhangsan"
         *     }
         */
        VerifyResponse: components["schemas"]["TicketUser"] | {
            /** @description Always `0`, which means that it succeeded. */
            code: string;
            data: components["schemas"]["TicketData"];
            message: string;
        };
    };
    responses: {
        /** @description The body is too large */
        413: {
            headers: {
                /** @description What the log calls this request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TooLargeError"];
            };
        };
        /** @description Too many requests */
        429: {
            headers: {
                /** @description Seconds until it may be tried again; absent from API Gateway's own answers */
                "Retry-After"?: number;
                /** @description What the log calls this request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["RateLimitError"] | components["schemas"]["ApiGatewayError"];
            };
        };
        /** @description A failure of ours */
        500: {
            headers: {
                /** @description What the log calls this request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ServerError"] | components["schemas"]["ApiGatewayError"];
            };
        };
        /** @description The application's server did not prove itself */
        "401-of-oauth": {
            headers: {
                /** @description How an application may prove itself */
                "WWW-Authenticate"?: string;
                /** @description What the log calls this request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["UnauthorizedOfOauthError"];
            };
        };
        /** @description The body is too large */
        "413-of-oauth": {
            headers: {
                /** @description What the log calls this request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TooLargeOfOauthError"];
            };
        };
        /** @description The body is too large */
        "413-of-tenant": {
            headers: {
                /** @description What the log calls this request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TooLargeOfTenantError"];
            };
        };
        /** @description API Gateway's own answer */
        "429-of-api-gateway": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiGatewayError"];
            };
        };
        /** @description Too many requests */
        "429-of-oauth": {
            headers: {
                /** @description Seconds until it may be tried again; absent from API Gateway's own answers */
                "Retry-After"?: number;
                /** @description What the log calls this request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["RateLimitOfOauthError"] | components["schemas"]["ApiGatewayError"];
            };
        };
        /** @description A failure of ours */
        "500-of-oauth": {
            headers: {
                /** @description What the log calls this request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ServerOfOauthError"] | components["schemas"]["ApiGatewayError"];
            };
        };
        /** @description A failure of ours */
        "500-of-tenant": {
            headers: {
                /** @description What the log calls this request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ServerOfTenantError"] | components["schemas"]["ApiGatewayError"];
            };
        };
        /** @description API Gateway's own answer */
        "503-of-api-gateway": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiGatewayError"];
            };
        };
    };
    parameters: {
        /**
         * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
         * @example 9f4c2f0a6b1d4e57
         */
        "Idempotency-Key": string;
        /**
         * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
         * @example en
         */
        "X-L": string;
        /**
         * @description The device's browser or app.
         * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
         */
        "X-agent": string;
        /**
         * @description The application, or the template that it was made from.
         * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
         */
        "X-client-id": string;
        /**
         * @description What the application knows the device by.
         * @example 156aysdna213sc50
         */
        "X-device-fingerprint": string;
        /**
         * @description The device's operating system.
         * @example windows10.1.1
         */
        "X-operating-sys-version": string;
        /**
         * @description The state token that the flow began with.
         * @example eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.AAAA
         */
        "X-state-token": string;
        /**
         * @description The tenant, where X-client-id names a template.
         * @example 08f770f51f80d2f40f38c00cb199fd21
         */
        "X-tenant-id": string;
        /**
         * @description True to end all sessions of the user, and not this one only.
         * @example true
         */
        all: string;
        /**
         * @description The tenant's name for the carrier.
         * @example main
         */
        carrier: string;
        /**
         * @description The tenant.
         * @example 08f770f51f80d2f40f38c00cb199fd21
         */
        tenant_id: string;
        /**
         * @description What proves the carrier, as `bindery receipts-url` prints it.
         * @example 0123456789abcdef0123456789abcdef
         */
        token: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "captcha-get": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Puzzle"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaptchaGetError"];
                };
            };
            429: components["responses"]["429"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "captcha-verify": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaptchaVerifyRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PuzzlePass"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaptchaVerifyError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "country-codes": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountryList"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountryCodesError"];
                };
            };
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "email-send": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailSendRequest"];
            };
        };
        responses: {
            /** @description Done; the body is empty */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailSendError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    login: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description How far the flow has come, by its `status` */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "login-auth": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginAuthRequest"];
            };
        };
        responses: {
            /** @description How far the flow has come, by its `status` */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginAuthResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginAuthError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "login-email-pwd": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginEmailPwdRequest"];
            };
        };
        responses: {
            /** @description How far the flow has come, by its `status` */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginEmailPwdResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginEmailPwdError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "login-email-verify-code": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginEmailVerifyCodeRequest"];
            };
        };
        responses: {
            /** @description How far the flow has come, by its `status` */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginEmailVerifyCodeResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginEmailVerifyCodeError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "login-mobile-pwd": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginMobilePwdRequest"];
            };
        };
        responses: {
            /** @description How far the flow has come, by its `status` */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginMobilePwdResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginMobilePwdError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "login-mobile-verify-code": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginMobileVerifyCodeRequest"];
            };
        };
        responses: {
            /** @description How far the flow has come, by its `status` */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginMobileVerifyCodeResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginMobileVerifyCodeError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "login-wechat-mini-program-mobile": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginWechatMiniProgramMobileRequest"];
            };
        };
        responses: {
            /** @description How far the flow has come, by its `status` */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginWechatMiniProgramMobileResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginWechatMiniProgramMobileError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "login-wechat-miniprogram": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginWechatMiniprogramRequest"];
            };
        };
        responses: {
            /** @description How far the flow has come, by its `status` */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginWechatMiniprogramResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginWechatMiniprogramError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    logout: {
        parameters: {
            query?: {
                /**
                 * @description True to end all sessions of the user, and not this one only.
                 * @example true
                 */
                all?: components["parameters"]["all"];
            };
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the body is empty */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogoutError"];
                };
            };
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "mfa-email": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /**
                 * @description The state token that the flow began with.
                 * @example eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.AAAA
                 */
                "X-state-token": components["parameters"]["X-state-token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MfaEmailRequest"];
            };
        };
        responses: {
            /** @description How far the flow has come, by its `status` */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MfaEmailResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MfaEmailError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "mfa-sms": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /**
                 * @description The state token that the flow began with.
                 * @example eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.AAAA
                 */
                "X-state-token": components["parameters"]["X-state-token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MfaSmsRequest"];
            };
        };
        responses: {
            /** @description How far the flow has come, by its `status` */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MfaSmsResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MfaSmsError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "mobile-by-token": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /**
                 * @description The state token that the flow began with.
                 * @example eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.AAAA
                 */
                "X-state-token": components["parameters"]["X-state-token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactorMobile"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MobileByTokenError"];
                };
            };
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    profile: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileError"];
                };
            };
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "profile-update": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileUpdateRequest"];
            };
        };
        responses: {
            /** @description Done; the body is empty */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileUpdateError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "profile-update-email": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileUpdateEmailRequest"];
            };
        };
        responses: {
            /** @description Done; the body is empty */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileUpdateEmailError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "profile-update-mobile": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileUpdateMobileRequest"];
            };
        };
        responses: {
            /** @description Done; the body is empty */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileUpdateMobileError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "public-key": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicKeyResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicKeyError"];
                };
            };
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "pwd-change": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PwdChangeRequest"];
            };
        };
        responses: {
            /** @description Done; the body is empty */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PwdChangeError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "pwd-change-by-email": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PwdChangeByEmailRequest"];
            };
        };
        responses: {
            /** @description Done; the body is empty */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PwdChangeByEmailError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "pwd-change-by-mobile": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PwdChangeByMobileRequest"];
            };
        };
        responses: {
            /** @description Done; the body is empty */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PwdChangeByMobileError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "pwd-check-exist": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordExists"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PwdCheckExistError"];
                };
            };
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "pwd-skip-update": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /**
                 * @description The state token that the flow began with.
                 * @example eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.AAAA
                 */
                "X-state-token": components["parameters"]["X-state-token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far the flow has come, by its `status` */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PwdSkipUpdateResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PwdSkipUpdateError"];
                };
            };
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "pwd-update": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /**
                 * @description The state token that the flow began with.
                 * @example eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.AAAA
                 */
                "X-state-token": components["parameters"]["X-state-token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PwdUpdateRequest"];
            };
        };
        responses: {
            /** @description How far the flow has come, by its `status` */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PwdUpdateResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PwdUpdateError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "pwd-update-by-email": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PwdUpdateByEmailRequest"];
            };
        };
        responses: {
            /** @description Done; the body is empty */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PwdUpdateByEmailError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "pwd-update-by-mobile": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PwdUpdateByMobileRequest"];
            };
        };
        responses: {
            /** @description Done; the body is empty */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PwdUpdateByMobileError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "register-email-verify-code": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterEmailVerifyCodeRequest"];
            };
        };
        responses: {
            /** @description How far the flow has come, by its `status` */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisterEmailVerifyCodeResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisterEmailVerifyCodeError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "register-mobile-verify-code": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterMobileVerifyCodeRequest"];
            };
        };
        responses: {
            /** @description How far the flow has come, by its `status` */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisterMobileVerifyCodeResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisterMobileVerifyCodeError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "server-date": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerDate"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerDateError"];
                };
            };
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    sessions: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsError"];
                };
            };
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "sessions-revoke": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionsRevokeRequest"];
            };
        };
        responses: {
            /** @description Done; the body is empty */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsRevokeError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "sms-send": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SmsSendRequest"];
            };
        };
        responses: {
            /** @description Done; the body is empty */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SmsSendError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "social-list": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialList"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialListError"];
                };
            };
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "social-bind": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /**
                 * @description The state token that the flow began with.
                 * @example eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.AAAA
                 */
                "X-state-token": components["parameters"]["X-state-token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SocialBindRequest"];
            };
        };
        responses: {
            /** @description How far the flow has come, by its `status` */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialBindResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialBindError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "social-register-bind": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /**
                 * @description The state token that the flow began with.
                 * @example eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.AAAA
                 */
                "X-state-token": components["parameters"]["X-state-token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SocialRegisterBindRequest"];
            };
        };
        responses: {
            /** @description How far the flow has come, by its `status` */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialRegisterBindResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialRegisterBindError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "social-unbind": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SocialUnbindRequest"];
            };
        };
        responses: {
            /** @description Done; the body is empty */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialUnbindError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "social-unbind-account": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SocialUnbindAccountRequest"];
            };
        };
        responses: {
            /** @description Done; the body is empty */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialUnbindAccountError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "social-username-password-bind": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /**
                 * @description The state token that the flow began with.
                 * @example eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.AAAA
                 */
                "X-state-token": components["parameters"]["X-state-token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SocialUsernamePasswordBindRequest"];
            };
        };
        responses: {
            /** @description How far the flow has come, by its `status` */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialUsernamePasswordBindResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialUsernamePasswordBindError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "social-wechat-mobile-bind": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /**
                 * @description The state token that the flow began with.
                 * @example eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.AAAA
                 */
                "X-state-token": components["parameters"]["X-state-token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SocialWechatMobileBindRequest"];
            };
        };
        responses: {
            /** @description How far the flow has come, by its `status` */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialWechatMobileBindResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialWechatMobileBindError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "social-wechat-mobile-register-bind": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /**
                 * @description The state token that the flow began with.
                 * @example eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.AAAA
                 */
                "X-state-token": components["parameters"]["X-state-token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SocialWechatMobileRegisterBindRequest"];
            };
        };
        responses: {
            /** @description How far the flow has come, by its `status` */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialWechatMobileRegisterBindResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialWechatMobileRegisterBindError"];
                };
            };
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "sso-session-token-id-token": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The application, or the template that it was made from.
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": components["parameters"]["X-client-id"];
                /**
                 * @description The device's operating system.
                 * @example windows10.1.1
                 */
                "X-operating-sys-version": components["parameters"]["X-operating-sys-version"];
                /**
                 * @description What the application knows the device by.
                 * @example 156aysdna213sc50
                 */
                "X-device-fingerprint": components["parameters"]["X-device-fingerprint"];
                /**
                 * @description The device's browser or app.
                 * @example Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
                 */
                "X-agent": components["parameters"]["X-agent"];
                /**
                 * @description The tenant, where X-client-id names a template.
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: components["parameters"]["X-tenant-id"];
                /**
                 * @description The language: what begins with zh is Chinese, anything else English; messages with codes are also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, the tenant's.
                 * @example en
                 */
                "X-L"?: components["parameters"]["X-L"];
                /**
                 * @description The same text for a request and its repeats, which then do nothing twice: 1 to 255 visible ASCII characters.
                 * @example 9f4c2f0a6b1d4e57
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefreshResponse"];
                };
            };
            /** @description Refused; each example says when, and what to do */
            400: {
                headers: {
                    /** @description What the log calls this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SsoSessionTokenIdTokenError"];
                };
            };
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
}
