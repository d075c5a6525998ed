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
    schemas: never;
    responses: {
        /** @description It was refused */
        400: {
            headers: {
                /** @description What the log calls this request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    error_code: "CAPTCHA.0002" | "CAPTCHA.0003" | "CAPTCHA.0004" | "CAPTCHA.0006" | "CAPTCHA.0007" | "COMMON.1001" | "COMMON.1002" | "COMMON.1004" | "COMMON.1005" | "COMMON.1006" | "COMMON.1007" | "COMMON.1009" | "COMMON.1012" | "COMMON.1013" | "IDAAS.SDK.CAPTCHA.0002" | "IDAAS.SDK.CAPTCHA.0003" | "IDAAS.SDK.CAPTCHA.0004" | "IDAAS.SDK.CAPTCHA.0006" | "IDAAS.SDK.CAPTCHA.0007" | "IDAAS.SDK.COMMON.1001" | "IDAAS.SDK.COMMON.1002" | "IDAAS.SDK.COMMON.1004" | "IDAAS.SDK.COMMON.1005" | "IDAAS.SDK.COMMON.1006" | "IDAAS.SDK.COMMON.1007" | "IDAAS.SDK.COMMON.1009" | "IDAAS.SDK.COMMON.1012" | "IDAAS.SDK.COMMON.1013" | "IDAAS.SDK.LOGIN.0001" | "IDAAS.SDK.LOGIN.0002" | "IDAAS.SDK.LOGIN.0003" | "IDAAS.SDK.PARAM.0001" | "IDAAS.SDK.PARAM.0002" | "IDAAS.SDK.PARAM.0003" | "IDAAS.SDK.PARAM.0004" | "IDAAS.SDK.PARAM.0005" | "IDAAS.SDK.PARAM.0006" | "IDAAS.SDK.PARAM.0008" | "IDAAS.SDK.PARAM.0009" | "IDAAS.SDK.PARAM.0016" | "IDAAS.SDK.PARAM.0023" | "IDAAS.SDK.PWD.0001" | "IDAAS.SDK.PWD.0002" | "IDAAS.SDK.PWD.0003" | "IDAAS.SDK.PWD.0004" | "IDAAS.SDK.PWD.0005" | "IDAAS.SDK.PWD.0006" | "IDAAS.SDK.SOCIAL.1001" | "IDAAS.SDK.SOCIAL.1002" | "IDAAS.SDK.SOCIAL.1003" | "IDAAS.SDK.USER.1001" | "IDAAS.SDK.USER.1002" | "IDAAS.SDK.USER.1003" | "IDAAS.SDK.USER.1004" | "IDAAS.SDK.USER.1005" | "IDAAS.SDK.USER.1006" | "LOGIN.0001" | "LOGIN.0002" | "LOGIN.0003" | "PARAM.0001" | "PARAM.0002" | "PARAM.0004" | "PARAM.0005" | "PARAM.0006" | "PARAM.0008" | "PARAM.0009" | "PARAM.0016" | "PARAM.0023" | "PWD.0001" | "PWD.0002" | "PWD.0003" | "PWD.0004" | "PWD.0005" | "PWD.0006" | "SDK.CAPTCHA.1002" | "SDK.CAPTCHA.1003" | "SDK.CAPTCHA.1004" | "SDK.CAPTCHA.1006" | "SDK.CAPTCHA.1007" | "SDK.COMMON.1001" | "SDK.COMMON.1002" | "SDK.COMMON.1003" | "SDK.COMMON.1004" | "SDK.COMMON.1005" | "SDK.COMMON.1006" | "SDK.COMMON.1007" | "SDK.COMMON.1009" | "SDK.COMMON.1012" | "SDK.COMMON.1013" | "SDK.LOGIN.1001" | "SDK.LOGIN.1003" | "SDK.LOGIN.1005" | "SDK.PWD.1001" | "SDK.PWD.1002" | "SDK.PWD.1003" | "SDK.PWD.1004" | "SDK.PWD.1005" | "SDK.PWD.1006" | "SDK.SMS.1005" | "SDK.SMS.1006" | "SDK.SOCIAL.1001" | "SDK.SOCIAL.1002" | "SDK.SOCIAL.1003" | "SDK.USER.1001" | "SDK.USER.1002" | "SDK.USER.1003" | "SDK.USER.1004" | "SDK.USER.1005" | "SDK.USER.1006" | "SOCIAL.1001" | "SOCIAL.1002" | "SOCIAL.1003" | "USER.1001" | "USER.1002" | "USER.1003" | "USER.1004" | "USER.1005" | "USER.1006";
                    error_msg: string;
                };
            };
        };
        /** @description It was refused */
        404: {
            headers: {
                /** @description What the log calls this request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    error_code: "COMMON.1404" | "IDAAS.SDK.COMMON.1404" | "SDK.COMMON.1404";
                    error_msg: string;
                };
            };
        };
        /** @description It was refused */
        413: {
            headers: {
                /** @description What the log calls this request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    error_code: "COMMON.1413" | "IDAAS.SDK.COMMON.1413" | "SDK.COMMON.1413";
                    error_msg: string;
                };
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
                "application/json": {
                    /** @enum {unknown} */
                    error_code: "CAPTCHA.0008" | "IDAAS.SDK.CAPTCHA.0008" | "SDK.CAPTCHA.1008";
                    error_msg: string;
                } | {
                    /** @example Too Many Requests */
                    message: string;
                };
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
                "application/json": {
                    /** @enum {unknown} */
                    error_code: "COMMON.1008" | "IDAAS.SDK.COMMON.1008" | "SDK.COMMON.1008";
                    error_msg: string;
                } | {
                    /** @example Internal Server Error */
                    message: string;
                };
            };
        };
        /** @description It was refused */
        "400-of-oauth": {
            headers: {
                /** @description What the log calls this request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    error: "invalid_request" | "unsupported_grant_type";
                    error_description: string;
                };
            };
        };
        /** @description It was refused */
        "400-of-tenant": {
            headers: {
                /** @description What the log calls this request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    error_code: "IDAAS.TENANT.CAPTCHA.0002" | "IDAAS.TENANT.CAPTCHA.0003" | "IDAAS.TENANT.CAPTCHA.0004" | "IDAAS.TENANT.CAPTCHA.0006" | "IDAAS.TENANT.CAPTCHA.0007" | "IDAAS.TENANT.COMMON.1001" | "IDAAS.TENANT.COMMON.1002" | "IDAAS.TENANT.COMMON.1004" | "IDAAS.TENANT.COMMON.1005" | "IDAAS.TENANT.COMMON.1006" | "IDAAS.TENANT.COMMON.1007" | "IDAAS.TENANT.COMMON.1009" | "IDAAS.TENANT.COMMON.1012" | "IDAAS.TENANT.COMMON.1013" | "IDAAS.TENANT.LOGIN.0001" | "IDAAS.TENANT.LOGIN.0002" | "IDAAS.TENANT.LOGIN.0003" | "IDAAS.TENANT.PARAM.0001" | "IDAAS.TENANT.PARAM.0002" | "IDAAS.TENANT.PARAM.0003" | "IDAAS.TENANT.PARAM.0004" | "IDAAS.TENANT.PARAM.0005" | "IDAAS.TENANT.PARAM.0006" | "IDAAS.TENANT.PARAM.0008" | "IDAAS.TENANT.PARAM.0009" | "IDAAS.TENANT.PARAM.0016" | "IDAAS.TENANT.PARAM.0023" | "IDAAS.TENANT.PWD.0001" | "IDAAS.TENANT.PWD.0002" | "IDAAS.TENANT.PWD.0003" | "IDAAS.TENANT.PWD.0004" | "IDAAS.TENANT.PWD.0005" | "IDAAS.TENANT.PWD.0006" | "IDAAS.TENANT.SOCIAL.1001" | "IDAAS.TENANT.SOCIAL.1002" | "IDAAS.TENANT.SOCIAL.1003" | "IDAAS.TENANT.USER.1001" | "IDAAS.TENANT.USER.1002" | "IDAAS.TENANT.USER.1003" | "IDAAS.TENANT.USER.1004" | "IDAAS.TENANT.USER.1005" | "IDAAS.TENANT.USER.1006" | "TENANT.CAPTCHA.0002" | "TENANT.CAPTCHA.0003" | "TENANT.CAPTCHA.0004" | "TENANT.CAPTCHA.0006" | "TENANT.CAPTCHA.0007" | "TENANT.CAPTCHA.1002" | "TENANT.CAPTCHA.1003" | "TENANT.CAPTCHA.1004" | "TENANT.CAPTCHA.1006" | "TENANT.CAPTCHA.1007" | "TENANT.COMMON.1001" | "TENANT.COMMON.1002" | "TENANT.COMMON.1003" | "TENANT.COMMON.1004" | "TENANT.COMMON.1005" | "TENANT.COMMON.1006" | "TENANT.COMMON.1007" | "TENANT.COMMON.1009" | "TENANT.COMMON.1012" | "TENANT.COMMON.1013" | "TENANT.LOGIN.0001" | "TENANT.LOGIN.0002" | "TENANT.LOGIN.0003" | "TENANT.LOGIN.1001" | "TENANT.LOGIN.1003" | "TENANT.LOGIN.1005" | "TENANT.PARAM.0001" | "TENANT.PARAM.0002" | "TENANT.PARAM.0004" | "TENANT.PARAM.0005" | "TENANT.PARAM.0006" | "TENANT.PARAM.0008" | "TENANT.PARAM.0009" | "TENANT.PARAM.0016" | "TENANT.PARAM.0023" | "TENANT.PWD.0001" | "TENANT.PWD.0002" | "TENANT.PWD.0003" | "TENANT.PWD.0004" | "TENANT.PWD.0005" | "TENANT.PWD.0006" | "TENANT.PWD.1001" | "TENANT.PWD.1002" | "TENANT.PWD.1003" | "TENANT.PWD.1004" | "TENANT.PWD.1005" | "TENANT.PWD.1006" | "TENANT.SMS.1005" | "TENANT.SMS.1006" | "TENANT.SOCIAL.1001" | "TENANT.SOCIAL.1002" | "TENANT.SOCIAL.1003" | "TENANT.USER.1001" | "TENANT.USER.1002" | "TENANT.USER.1003" | "TENANT.USER.1004" | "TENANT.USER.1005" | "TENANT.USER.1006";
                    error_msg: string;
                };
            };
        };
        /** @description It was refused */
        "401-of-oauth": {
            headers: {
                /** @description How an application may prove itself */
                "WWW-Authenticate"?: string;
                /** @description What the log calls this request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    error: "invalid_client";
                    error_description: string;
                };
            };
        };
        /** @description It was refused */
        "413-of-oauth": {
            headers: {
                /** @description What the log calls this request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    error: "invalid_request";
                    error_description: string;
                };
            };
        };
        /** @description It was refused */
        "413-of-tenant": {
            headers: {
                /** @description What the log calls this request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    error_code: "IDAAS.TENANT.COMMON.1413" | "TENANT.COMMON.1413";
                    error_msg: string;
                };
            };
        };
        /** @description API Gateway's own answer: Too Many Requests */
        "429-of-api-gateway": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @example Too Many Requests */
                    message: string;
                };
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
                "application/json": {
                    /** @enum {unknown} */
                    error: "temporarily_unavailable";
                    error_description: string;
                } | {
                    /** @example Too Many Requests */
                    message: string;
                };
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
                "application/json": {
                    /** @enum {unknown} */
                    error: "server_error";
                    error_description: string;
                } | {
                    /** @example Internal Server Error */
                    message: string;
                };
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
                "application/json": {
                    /** @enum {unknown} */
                    error_code: "IDAAS.TENANT.COMMON.1008" | "TENANT.COMMON.1008";
                    error_msg: string;
                } | {
                    /** @example Internal Server Error */
                    message: string;
                };
            };
        };
        /** @description API Gateway's own answer: Service Unavailable */
        "503-of-api-gateway": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @example Service Unavailable */
                    message: string;
                };
            };
        };
    };
    parameters: never;
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
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
                    "application/json": {
                        captchaFontSize: null;
                        captchaFontType: null;
                        captchaId: null;
                        captchaOriginalPath: null;
                        captchaVerification: null;
                        jigsawImageBase64: string;
                        originalImageBase64: string;
                        point: null;
                        pointJson: null;
                        pointList: null;
                        projectCode: null;
                        result: boolean;
                        secretKey: string;
                        token: string;
                        wordList: null;
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example {"x":237.0,"y":5.0} */
                    point_json: string;
                    /** @example 15201657321 */
                    sender: string;
                    /** @example 6f1ed002ab5595859014ebf0951522d9 */
                    token: string;
                };
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
                    "application/json": {
                        captcha_token: string;
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
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
                    "application/json": {
                        /** @description CN, HK, TW, MO and AF first, then by country code. */
                        phoneAreaCodeDefinitions: {
                            /** @description Country calling code without the plus, such as `86`. */
                            areaCode: string;
                            /** @description Always empty: the published list has no such thing. */
                            areaCodeSuffixes: string[];
                            /** @description Region by ISO 3166-1 alpha-2, such as `CN`. */
                            countryCode: string;
                            /** @description What people call it. */
                            displayMapping: {
                                en: string;
                                "zh-CN": string;
                                "zh-TW": string;
                            };
                            /**
                             * @description What a mobile number matches as clients compose it: `+`, calling code, `-`, national
                             *     number. Every number of digits that matches is accepted.
                             */
                            mobileRegex: string;
                        }[];
                        /** @description The tenant's country by ISO 3166-1 alpha-2, such as `CN`. */
                        preferredAreaCode: string;
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 6f1ed002ab5595859014ebf0951522d9---{"x":237.0,"y":5.0} */
                    captcha_token: string;
                    /** @example zhangsan@example.com */
                    email: string;
                    /**
                     * @example LOGIN_EMS
                     * @enum {unknown}
                     */
                    type: "LOGIN_EMS" | "REGISTER_EMS" | "MFA_AUTH_EMS" | "FORGET_PWD_EMS" | "CHANGE_PWD_EMS" | "UPDATE_PWD_EMS" | "UPDATE_EMAIL_EMS" | "BIND_EMAIL_EMS";
                };
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
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example QWE@qwe123 */
                    password: string;
                    /** @example zhangsan */
                    user_name: string;
                };
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long that is good for, in seconds.
                         */
                        expire: number;
                        /** @description Who the person is. */
                        id_token: string;
                        /** @description To come back with. */
                        session_token: string;
                        /** @constant */
                        status: "SUCCESS";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "SOCIAL_BIND";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "USER_REGISTER";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "MFA_AUTH";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_WARN";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_EXPIRED";
                    } | {
                        /** @constant */
                        status: "ACCESS_DENIED";
                    };
                };
            };
            400: components["responses"]["400"];
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "login-auth": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example QWE@qwe123 */
                    password: string;
                    /** @example zhangsan */
                    user_name: string;
                };
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long that is good for, in seconds.
                         */
                        expire: number;
                        /** @description Who the person is. */
                        id_token: string;
                        /** @description To come back with. */
                        session_token: string;
                        /** @constant */
                        status: "SUCCESS";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "SOCIAL_BIND";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "USER_REGISTER";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "MFA_AUTH";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_WARN";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_EXPIRED";
                    } | {
                        /** @constant */
                        status: "ACCESS_DENIED";
                    };
                };
            };
            400: components["responses"]["400"];
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "login-email-pwd": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example zhangsan@example.com */
                    email: string;
                    /** @example QWE@qwe123 */
                    password: string;
                };
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long that is good for, in seconds.
                         */
                        expire: number;
                        /** @description Who the person is. */
                        id_token: string;
                        /** @description To come back with. */
                        session_token: string;
                        /** @constant */
                        status: "SUCCESS";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "SOCIAL_BIND";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "USER_REGISTER";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "MFA_AUTH";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_WARN";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_EXPIRED";
                    } | {
                        /** @constant */
                        status: "ACCESS_DENIED";
                    };
                };
            };
            400: components["responses"]["400"];
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "login-email-verify-code": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example zhangsan@example.com */
                    email: string;
                    /** @example 123456 */
                    verify_code: string;
                };
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long that is good for, in seconds.
                         */
                        expire: number;
                        /** @description Who the person is. */
                        id_token: string;
                        /** @description To come back with. */
                        session_token: string;
                        /** @constant */
                        status: "SUCCESS";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "SOCIAL_BIND";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "USER_REGISTER";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "MFA_AUTH";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_WARN";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_EXPIRED";
                    } | {
                        /** @constant */
                        status: "ACCESS_DENIED";
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 15201657321 */
                    mobile: string;
                    /** @example QWE@qwe123 */
                    password: string;
                };
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long that is good for, in seconds.
                         */
                        expire: number;
                        /** @description Who the person is. */
                        id_token: string;
                        /** @description To come back with. */
                        session_token: string;
                        /** @constant */
                        status: "SUCCESS";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "SOCIAL_BIND";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "USER_REGISTER";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "MFA_AUTH";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_WARN";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_EXPIRED";
                    } | {
                        /** @constant */
                        status: "ACCESS_DENIED";
                    };
                };
            };
            400: components["responses"]["400"];
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "login-mobile-verify-code": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 15201657321 */
                    mobile: string;
                    /** @example 123456 */
                    verify_code: string;
                };
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long that is good for, in seconds.
                         */
                        expire: number;
                        /** @description Who the person is. */
                        id_token: string;
                        /** @description To come back with. */
                        session_token: string;
                        /** @constant */
                        status: "SUCCESS";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "SOCIAL_BIND";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "USER_REGISTER";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "MFA_AUTH";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_WARN";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_EXPIRED";
                    } | {
                        /** @constant */
                        status: "ACCESS_DENIED";
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 0a1b2c3d */
                    code: string;
                };
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long that is good for, in seconds.
                         */
                        expire: number;
                        /** @description Who the person is. */
                        id_token: string;
                        /** @description To come back with. */
                        session_token: string;
                        /** @constant */
                        status: "SUCCESS";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "SOCIAL_BIND";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "USER_REGISTER";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "MFA_AUTH";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_WARN";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_EXPIRED";
                    } | {
                        /** @constant */
                        status: "ACCESS_DENIED";
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 0a1b2c3d */
                    code: string;
                };
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long that is good for, in seconds.
                         */
                        expire: number;
                        /** @description Who the person is. */
                        id_token: string;
                        /** @description To come back with. */
                        session_token: string;
                        /** @constant */
                        status: "SUCCESS";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "SOCIAL_BIND";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "USER_REGISTER";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "MFA_AUTH";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_WARN";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_EXPIRED";
                    } | {
                        /** @constant */
                        status: "ACCESS_DENIED";
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description true to end all sessions of the user, and not this one only
                 * @example 1
                 */
                all?: string;
            };
            header: {
                /**
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description Bearer, and the id_token of the session
                 * @example 1
                 */
                Authorization?: string;
                /**
                 * @description in place of Authorization: base64 of session_token=…&timestamp=…&nonce=…, encrypted under the key that public-key answers (RSA-OAEP, SHA-256, MGF1 with SHA-256); good once, and for five minutes from its timestamp (milliseconds since 1970)
                 * @example 1
                 */
                "X-signature"?: string;
                /**
                 * @description the session token; session-token is another name of this header
                 * @example 1
                 */
                "X-session-token"?: string;
                /**
                 * @description the session token
                 * @example 1
                 */
                "session-token"?: string;
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
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description the state token that the flow began with
                 * @example 1
                 */
                "X-state-token": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example zhangsan@example.com */
                    email: string;
                    /** @example 123456 */
                    verify_code: string;
                };
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long that is good for, in seconds.
                         */
                        expire: number;
                        /** @description Who the person is. */
                        id_token: string;
                        /** @description To come back with. */
                        session_token: string;
                        /** @constant */
                        status: "SUCCESS";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "SOCIAL_BIND";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "USER_REGISTER";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "MFA_AUTH";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_WARN";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_EXPIRED";
                    } | {
                        /** @constant */
                        status: "ACCESS_DENIED";
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description the state token that the flow began with
                 * @example 1
                 */
                "X-state-token": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 15201657321 */
                    mobile: string;
                    /** @example 123456 */
                    verify_code: string;
                };
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long that is good for, in seconds.
                         */
                        expire: number;
                        /** @description Who the person is. */
                        id_token: string;
                        /** @description To come back with. */
                        session_token: string;
                        /** @constant */
                        status: "SUCCESS";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "SOCIAL_BIND";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "USER_REGISTER";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "MFA_AUTH";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_WARN";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_EXPIRED";
                    } | {
                        /** @constant */
                        status: "ACCESS_DENIED";
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description the state token that the flow began with
                 * @example 1
                 */
                "X-state-token": string;
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
                    "application/json": {
                        /**
                         * @description The number, without the calling code where that is the tenant's own: `15201657315`, or
                         *     `152****7315` unless the application shows the whole number.
                         */
                        mobile: string;
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description Bearer, and the id_token of the session
                 * @example 1
                 */
                Authorization?: string;
                /**
                 * @description in place of Authorization: base64 of session_token=…&timestamp=…&nonce=…, encrypted under the key that public-key answers (RSA-OAEP, SHA-256, MGF1 with SHA-256); good once, and for five minutes from its timestamp (milliseconds since 1970)
                 * @example 1
                 */
                "X-signature"?: string;
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
                    "application/json": {
                        /** @description Year, month and day, as in `2001-12-31`. */
                        attr_birthday: string;
                        attr_gender: string;
                        attr_nick_name: string;
                        email: string;
                        /** @description The tenant's extended attributes. */
                        extension: string | {
                            [key: string]: unknown;
                        };
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
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description Bearer, and the id_token of the session
                 * @example 1
                 */
                Authorization?: string;
                /**
                 * @description in place of Authorization: base64 of session_token=…&timestamp=…&nonce=…, encrypted under the key that public-key answers (RSA-OAEP, SHA-256, MGF1 with SHA-256); good once, and for five minutes from its timestamp (milliseconds since 1970)
                 * @example 1
                 */
                "X-signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 2000-01-31 */
                    attr_birthday?: string | null;
                    /**
                     * @example female
                     * @enum {unknown}
                     */
                    attr_gender?: "female" | "male" | "unknow" | null;
                    /** @example a line */
                    attr_nick_name?: string | null;
                    extension?: Record<string, never> | null;
                    /** @example 张三 */
                    first_name?: string | null;
                    /** @example https://example.com/picture.png */
                    head_img?: string | null;
                    /** @example a line */
                    industry?: string | null;
                    /** @example 张三 */
                    last_name?: string | null;
                    /** @example a line */
                    mailing_address?: string | null;
                    /** @example 张三 */
                    middle_name?: string | null;
                    /** @example 张三 */
                    name?: string | null;
                    /** @example zhangsan */
                    user_name?: string | null;
                    /** @example a line */
                    zip_code?: string | null;
                };
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
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description Bearer, and the id_token of the session
                 * @example 1
                 */
                Authorization?: string;
                /**
                 * @description in place of Authorization: base64 of session_token=…&timestamp=…&nonce=…, encrypted under the key that public-key answers (RSA-OAEP, SHA-256, MGF1 with SHA-256); good once, and for five minutes from its timestamp (milliseconds since 1970)
                 * @example 1
                 */
                "X-signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example zhangsan@example.com */
                    email: string;
                    /** @example 123456 */
                    verify_code: string;
                };
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
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description Bearer, and the id_token of the session
                 * @example 1
                 */
                Authorization?: string;
                /**
                 * @description in place of Authorization: base64 of session_token=…&timestamp=…&nonce=…, encrypted under the key that public-key answers (RSA-OAEP, SHA-256, MGF1 with SHA-256); good once, and for five minutes from its timestamp (milliseconds since 1970)
                 * @example 1
                 */
                "X-signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 15201657321 */
                    mobile: string;
                    /** @example 123456 */
                    verify_code: string;
                };
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
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
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
                    "application/json": {
                        /** @description A `SubjectPublicKeyInfo` in DER, in base64. It is good for at least an hour. */
                        public_key: string;
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description Bearer, and the id_token of the session
                 * @example 1
                 */
                Authorization?: string;
                /**
                 * @description in place of Authorization: base64 of session_token=…&timestamp=…&nonce=…, encrypted under the key that public-key answers (RSA-OAEP, SHA-256, MGF1 with SHA-256); good once, and for five minutes from its timestamp (milliseconds since 1970)
                 * @example 1
                 */
                "X-signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example QWE@qwe123 */
                    new_password: string;
                    /** @example QWE@qwe123 */
                    old_password?: string | null;
                };
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
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description Bearer, and the id_token of the session
                 * @example 1
                 */
                Authorization?: string;
                /**
                 * @description in place of Authorization: base64 of session_token=…&timestamp=…&nonce=…, encrypted under the key that public-key answers (RSA-OAEP, SHA-256, MGF1 with SHA-256); good once, and for five minutes from its timestamp (milliseconds since 1970)
                 * @example 1
                 */
                "X-signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example QWE@qwe123 */
                    password: string;
                    /** @example 123456 */
                    verify_code: string;
                };
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
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description Bearer, and the id_token of the session
                 * @example 1
                 */
                Authorization?: string;
                /**
                 * @description in place of Authorization: base64 of session_token=…&timestamp=…&nonce=…, encrypted under the key that public-key answers (RSA-OAEP, SHA-256, MGF1 with SHA-256); good once, and for five minutes from its timestamp (milliseconds since 1970)
                 * @example 1
                 */
                "X-signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example QWE@qwe123 */
                    password: string;
                    /** @example 123456 */
                    verify_code: string;
                };
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
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description Bearer, and the id_token of the session
                 * @example 1
                 */
                Authorization?: string;
                /**
                 * @description in place of Authorization: base64 of session_token=…&timestamp=…&nonce=…, encrypted under the key that public-key answers (RSA-OAEP, SHA-256, MGF1 with SHA-256); good once, and for five minutes from its timestamp (milliseconds since 1970)
                 * @example 1
                 */
                "X-signature"?: string;
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
                    "application/json": {
                        /** @description Whether the user has one. */
                        is_set_pwd: boolean;
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description the state token that the flow began with
                 * @example 1
                 */
                "X-state-token": string;
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long that is good for, in seconds.
                         */
                        expire: number;
                        /** @description Who the person is. */
                        id_token: string;
                        /** @description To come back with. */
                        session_token: string;
                        /** @constant */
                        status: "SUCCESS";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "SOCIAL_BIND";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "USER_REGISTER";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "MFA_AUTH";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_WARN";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_EXPIRED";
                    } | {
                        /** @constant */
                        status: "ACCESS_DENIED";
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description the state token that the flow began with
                 * @example 1
                 */
                "X-state-token": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example QWE@qwe123 */
                    new_password: string;
                    /** @example QWE@qwe123 */
                    old_password: string;
                };
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long that is good for, in seconds.
                         */
                        expire: number;
                        /** @description Who the person is. */
                        id_token: string;
                        /** @description To come back with. */
                        session_token: string;
                        /** @constant */
                        status: "SUCCESS";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "SOCIAL_BIND";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "USER_REGISTER";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "MFA_AUTH";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_WARN";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_EXPIRED";
                    } | {
                        /** @constant */
                        status: "ACCESS_DENIED";
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description Bearer, and the id_token of the session
                 * @example 1
                 */
                Authorization?: string;
                /**
                 * @description in place of Authorization: base64 of session_token=…&timestamp=…&nonce=…, encrypted under the key that public-key answers (RSA-OAEP, SHA-256, MGF1 with SHA-256); good once, and for five minutes from its timestamp (milliseconds since 1970)
                 * @example 1
                 */
                "X-signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example zhangsan@example.com */
                    email?: string | null;
                    /** @example QWE@qwe123 */
                    password: string;
                    /** @example 123456 */
                    verify_code: string;
                };
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
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description Bearer, and the id_token of the session
                 * @example 1
                 */
                Authorization?: string;
                /**
                 * @description in place of Authorization: base64 of session_token=…&timestamp=…&nonce=…, encrypted under the key that public-key answers (RSA-OAEP, SHA-256, MGF1 with SHA-256); good once, and for five minutes from its timestamp (milliseconds since 1970)
                 * @example 1
                 */
                "X-signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 15201657321 */
                    mobile?: string | null;
                    /** @example QWE@qwe123 */
                    password: string;
                    /** @example 123456 */
                    verify_code: string;
                };
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
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 2000-01-31 */
                    attr_birthday?: string | null;
                    /**
                     * @example female
                     * @enum {unknown}
                     */
                    attr_gender?: "female" | "male" | "unknow" | null;
                    /** @example a line */
                    attr_nick_name?: string | null;
                    /** @example zhangsan@example.com */
                    email: string;
                    extension?: Record<string, never> | null;
                    /** @example 张三 */
                    first_name?: string | null;
                    /** @example https://example.com/picture.png */
                    head_img?: string | null;
                    /** @example a line */
                    industry?: string | null;
                    /** @example 张三 */
                    last_name?: string | null;
                    /** @example a line */
                    mailing_address?: string | null;
                    /** @example 张三 */
                    middle_name?: string | null;
                    /** @example 15201657321 */
                    mobile?: string | null;
                    /** @example 张三 */
                    name?: string | null;
                    /** @example QWE@qwe123 */
                    pwd?: string | null;
                    /** @example zhangsan */
                    user_name?: string | null;
                    /** @example 123456 */
                    verify_code: string;
                    /** @example a line */
                    zip_code?: string | null;
                };
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long that is good for, in seconds.
                         */
                        expire: number;
                        /** @description Who the person is. */
                        id_token: string;
                        /** @description To come back with. */
                        session_token: string;
                        /** @constant */
                        status: "SUCCESS";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "SOCIAL_BIND";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "USER_REGISTER";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "MFA_AUTH";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_WARN";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_EXPIRED";
                    } | {
                        /** @constant */
                        status: "ACCESS_DENIED";
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 2000-01-31 */
                    attr_birthday?: string | null;
                    /**
                     * @example female
                     * @enum {unknown}
                     */
                    attr_gender?: "female" | "male" | "unknow" | null;
                    /** @example a line */
                    attr_nick_name?: string | null;
                    /** @example zhangsan@example.com */
                    email?: string | null;
                    extension?: Record<string, never> | null;
                    /** @example 张三 */
                    first_name?: string | null;
                    /** @example https://example.com/picture.png */
                    head_img?: string | null;
                    /** @example a line */
                    industry?: string | null;
                    /** @example 张三 */
                    last_name?: string | null;
                    /** @example a line */
                    mailing_address?: string | null;
                    /** @example 张三 */
                    middle_name?: string | null;
                    /** @example 15201657321 */
                    mobile: string;
                    /** @example 张三 */
                    name?: string | null;
                    /** @example QWE@qwe123 */
                    pwd?: string | null;
                    /** @example zhangsan */
                    user_name?: string | null;
                    /** @example 123456 */
                    verify_code: string;
                    /** @example a line */
                    zip_code?: string | null;
                };
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long that is good for, in seconds.
                         */
                        expire: number;
                        /** @description Who the person is. */
                        id_token: string;
                        /** @description To come back with. */
                        session_token: string;
                        /** @constant */
                        status: "SUCCESS";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "SOCIAL_BIND";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "USER_REGISTER";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "MFA_AUTH";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_WARN";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_EXPIRED";
                    } | {
                        /** @constant */
                        status: "ACCESS_DENIED";
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
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
                    "application/json": {
                        /** @description Milliseconds since 1970, as a string. */
                        timestamp: string;
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description Bearer, and the id_token of the session
                 * @example 1
                 */
                Authorization?: string;
                /**
                 * @description in place of Authorization: base64 of session_token=…&timestamp=…&nonce=…, encrypted under the key that public-key answers (RSA-OAEP, SHA-256, MGF1 with SHA-256); good once, and for five minutes from its timestamp (milliseconds since 1970)
                 * @example 1
                 */
                "X-signature"?: string;
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
                    "application/json": {
                        sessions: {
                            /** @description The neighbourhood of the address that it was started from, such as `203.0.113.*`. */
                            address_hint: string;
                            /** @description What the device calls itself. */
                            agent: string;
                            /** @description The application that it was started in. */
                            client_id: string;
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
                        }[];
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description Bearer, and the id_token of the session
                 * @example 1
                 */
                Authorization?: string;
                /**
                 * @description in place of Authorization: base64 of session_token=…&timestamp=…&nonce=…, encrypted under the key that public-key answers (RSA-OAEP, SHA-256, MGF1 with SHA-256); good once, and for five minutes from its timestamp (milliseconds since 1970)
                 * @example 1
                 */
                "X-signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example o6AuRIK3VPoNXcwqyuVY7pUlA2tyb0yVvZ0p8qJXWmA */
                    id: string;
                };
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
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 6f1ed002ab5595859014ebf0951522d9---{"x":237.0,"y":5.0} */
                    captcha_token: string;
                    /** @example 15201657321 */
                    mobile: string;
                    /**
                     * @example LOGIN_SMS
                     * @enum {unknown}
                     */
                    type: "LOGIN_SMS" | "REGISTER_SMS" | "MFA_AUTH_SMS" | "OTP_REST_SMS" | "FORGET_PWD_SMS" | "CHANGE_PWD_SMS" | "UPDATE_PWD_SMS" | "UPDATE_MOBILE_SMS" | "BIND_MOBILE_SMS";
                };
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
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description Bearer, and the id_token of the session
                 * @example 1
                 */
                Authorization?: string;
                /**
                 * @description in place of Authorization: base64 of session_token=…&timestamp=…&nonce=…, encrypted under the key that public-key answers (RSA-OAEP, SHA-256, MGF1 with SHA-256); good once, and for five minutes from its timestamp (milliseconds since 1970)
                 * @example 1
                 */
                "X-signature"?: string;
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
                    "application/json": {
                        social: {
                            /** @description In UTC, such as `2021-01-10 14:20:24.468`. */
                            createdAt: string;
                            /** @description What we call the link. */
                            id: string;
                            /** @description The identity source, for `ciam`. */
                            idpId?: string | null;
                            socialAccountDetails: string;
                            /** @description The identity source, for `ciam`. */
                            socialChannelId?: string | null;
                            socialHeadImage: string;
                            socialNickname: string;
                            socialType: string;
                            /** @description The account, as the social network calls it, for `ciam`. */
                            socialUid?: string | null;
                            /** @description The same for `eiam` and `oneaccess`, which have another name for it. */
                            social_uid?: string | null;
                            updatedAt: string;
                            /**
                             * @description The identifier of a user: `yyyyMMddHHmmssSSS-XXXX-XXXXXXXXX`, the time of creation in UTC
                             *     and 13 random hexadecimal digits.
                             */
                            userId: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description the state token that the flow began with
                 * @example 1
                 */
                "X-state-token": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 15201657321 */
                    mobile: string;
                    /** @example 123456 */
                    verify_code: string;
                } | {
                    /** @example zhangsan@example.com */
                    email: string;
                    /** @example 123456 */
                    verify_code: string;
                };
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long that is good for, in seconds.
                         */
                        expire: number;
                        /** @description Who the person is. */
                        id_token: string;
                        /** @description To come back with. */
                        session_token: string;
                        /** @constant */
                        status: "SUCCESS";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "SOCIAL_BIND";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "USER_REGISTER";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "MFA_AUTH";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_WARN";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_EXPIRED";
                    } | {
                        /** @constant */
                        status: "ACCESS_DENIED";
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description the state token that the flow began with
                 * @example 1
                 */
                "X-state-token": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 15201657321 */
                    mobile: string;
                    /** @example 123456 */
                    verify_code: string;
                } | {
                    /** @example zhangsan@example.com */
                    email: string;
                    /** @example 123456 */
                    verify_code: string;
                };
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long that is good for, in seconds.
                         */
                        expire: number;
                        /** @description Who the person is. */
                        id_token: string;
                        /** @description To come back with. */
                        session_token: string;
                        /** @constant */
                        status: "SUCCESS";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "SOCIAL_BIND";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "USER_REGISTER";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "MFA_AUTH";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_WARN";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_EXPIRED";
                    } | {
                        /** @constant */
                        status: "ACCESS_DENIED";
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description Bearer, and the id_token of the session
                 * @example 1
                 */
                Authorization?: string;
                /**
                 * @description in place of Authorization: base64 of session_token=…&timestamp=…&nonce=…, encrypted under the key that public-key answers (RSA-OAEP, SHA-256, MGF1 with SHA-256); good once, and for five minutes from its timestamp (milliseconds since 1970)
                 * @example 1
                 */
                "X-signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @example weixin
                     * @enum {unknown}
                     */
                    social_type: "weixin";
                    /** @example oGZUI0egBJY1zhBYw2KhdUfwVJJE */
                    social_uid: string;
                };
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
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description Bearer, and the id_token of the session
                 * @example 1
                 */
                Authorization?: string;
                /**
                 * @description in place of Authorization: base64 of session_token=…&timestamp=…&nonce=…, encrypted under the key that public-key answers (RSA-OAEP, SHA-256, MGF1 with SHA-256); good once, and for five minutes from its timestamp (milliseconds since 1970)
                 * @example 1
                 */
                "X-signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 71dd26999e314f9abb0c635336976635 */
                    id: string;
                };
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
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description the state token that the flow began with
                 * @example 1
                 */
                "X-state-token": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example QWE@qwe123 */
                    password: string;
                    /** @example zhangsan */
                    user_name: string;
                };
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long that is good for, in seconds.
                         */
                        expire: number;
                        /** @description Who the person is. */
                        id_token: string;
                        /** @description To come back with. */
                        session_token: string;
                        /** @constant */
                        status: "SUCCESS";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "SOCIAL_BIND";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "USER_REGISTER";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "MFA_AUTH";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_WARN";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_EXPIRED";
                    } | {
                        /** @constant */
                        status: "ACCESS_DENIED";
                    };
                };
            };
            400: components["responses"]["400"];
            413: components["responses"]["413"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
    "social-wechat-mobile-bind": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description the state token that the flow began with
                 * @example 1
                 */
                "X-state-token": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 0a1b2c3d */
                    wechat_code: string;
                } | {
                    /** @example 0a1b2c3d */
                    wchat_code: string;
                };
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long that is good for, in seconds.
                         */
                        expire: number;
                        /** @description Who the person is. */
                        id_token: string;
                        /** @description To come back with. */
                        session_token: string;
                        /** @constant */
                        status: "SUCCESS";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "SOCIAL_BIND";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "USER_REGISTER";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "MFA_AUTH";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_WARN";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_EXPIRED";
                    } | {
                        /** @constant */
                        status: "ACCESS_DENIED";
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description the state token that the flow began with
                 * @example 1
                 */
                "X-state-token": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 0a1b2c3d */
                    wechat_code: string;
                } | {
                    /** @example 0a1b2c3d */
                    wchat_code: string;
                };
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long that is good for, in seconds.
                         */
                        expire: number;
                        /** @description Who the person is. */
                        id_token: string;
                        /** @description To come back with. */
                        session_token: string;
                        /** @constant */
                        status: "SUCCESS";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "SOCIAL_BIND";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "USER_REGISTER";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "MFA_AUTH";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_WARN";
                    } | {
                        /** @description What can be done with it: a JSON document in a string. */
                        data: string;
                        /** @description A state token on its way out, printed masked. */
                        state_token: string;
                        /** @constant */
                        status: "PASSWORD_EXPIRED";
                    } | {
                        /** @constant */
                        status: "ACCESS_DENIED";
                    };
                };
            };
            400: components["responses"]["400"];
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
                 * @description the application, or the template that it was made from
                 * @example nTo1eRIub60vPb54WeE6aojPwYwImtl4
                 */
                "X-client-id": string;
                /**
                 * @description the device's operating system
                 * @example 1
                 */
                "X-operating-sys-version": string;
                /**
                 * @description what the application knows the device by
                 * @example 1
                 */
                "X-device-fingerprint": string;
                /**
                 * @description the device's browser or app
                 * @example 1
                 */
                "X-agent": string;
                /**
                 * @description the tenant, where X-client-id names a template
                 * @example 08f770f51f80d2f40f38c00cb199fd21
                 */
                "X-tenant-id"?: string;
                /**
                 * @description zh for Chinese, anything else for English
                 * @example en
                 */
                "X-L"?: string;
                /**
                 * @description the same for a request and its repeats, 1 to 255 visible ASCII characters
                 * @example 1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description the session token; session-token is another name of this header
                 * @example 1
                 */
                "X-session-token"?: string;
                /**
                 * @description the session token
                 * @example 1
                 */
                "session-token"?: string;
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
                    "application/json": {
                        /**
                         * Format: uint64
                         * @description How long the session token is good for, in seconds.
                         */
                        expire: number;
                        id_token: string;
                        /** @description 32 letters and digits. Only its hash is stored, so a reader of the table cannot use it. */
                        session_token: string;
                    };
                };
            };
            400: components["responses"]["400"];
            429: components["responses"]["429-of-api-gateway"];
            500: components["responses"]["500"];
            503: components["responses"]["503-of-api-gateway"];
        };
    };
}
