// Checks an id_token on an app's own server, in Java 17 or newer with Gson, and prints its claims:
//
//   java -cp gson.jar Verify.java https://id.example.com CLIENT_ID < token
//
// For servers that verify signatures with what the JDK has. Spring Security and others that are
// set up by an issuer need none of this: theirs is https://id.example.com/api/v1/oauth2.

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

public final class Verify {
    /** How far the clocks of two machines may be apart. */
    private static final Duration LEEWAY = Duration.ofSeconds(30);

    private final KeySet keys;
    private final String issuer;
    private final String clientId;
    private final Clock clock;

    Verify(URI address, String clientId, Clock clock) {
        this.keys = new KeySet(address.resolve("/api/v1/oauth2/keys"), clock);
        this.issuer = "https://" + address.getAuthority() + "/api/v1/oauth2";
        this.clientId = clientId;
        this.clock = clock;
    }

    /** Returns the claims of a token that is good for this application, and throws otherwise. */
    JsonObject claims(String token)
        throws GeneralSecurityException, IOException, InterruptedException {
        String[] parts = token.split("\\.", -1);
        require(parts.length == 3, "not a signed token");
        JsonObject header = decode(parts[0]);
        // The token does not choose how it is verified.
        require("RS256".equals(text(header, "alg")), "another algorithm than RS256");
        require(!header.has("crit"), "extensions that this does not know");

        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keys.get(text(header, "kid")));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        require(isValid(signature, parts[2]), "the signature is wrong");

        JsonObject claims = decode(parts[1]);
        require(issuer.equals(text(claims, "iss")), "another issuer");
        // A token of another application is of no worth to this one.
        require(isFor(claims.get("aud"), clientId), "another audience");
        require(!text(claims, "sub").isEmpty(), "sub is missing");
        Instant now = clock.instant();
        require(claims.has("exp") && now.isBefore(time(claims, "exp").plus(LEEWAY)), "expired");
        require(
            !claims.has("nbf") || !now.isBefore(time(claims, "nbf").minus(LEEWAY)),
            "not valid yet");
        return claims;
    }

    private static boolean isValid(Signature signature, String encoded)
        throws GeneralSecurityException {
        try {
            return signature.verify(bytes(encoded));
        } catch (java.security.SignatureException wrongLength) {
            return false;
        }
    }

    private static boolean isFor(JsonElement audience, String clientId) {
        if (audience instanceof JsonArray several) {
            for (JsonElement each : several) {
                if (isFor(each, clientId)) {
                    return true;
                }
            }
            return false;
        }
        return audience != null
            && audience.isJsonPrimitive()
            && audience.getAsString().equals(clientId);
    }

    private static Instant time(JsonObject claims, String name) throws GeneralSecurityException {
        JsonElement value = claims.get(name);
        boolean isNumber = value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
        require(isNumber, name + " is no number");
        return Instant.ofEpochSecond(value.getAsLong());
    }

    private static String text(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }

    private static JsonObject decode(String part) {
        String json = new String(bytes(part), StandardCharsets.UTF_8);
        return JsonParser.parseString(json).getAsJsonObject();
    }

    private static byte[] bytes(String part) {
        return Base64.getUrlDecoder().decode(part);
    }

    private static void require(boolean condition, String otherwise)
        throws GeneralSecurityException {
        if (!condition) {
            throw new GeneralSecurityException(otherwise);
        }
    }

    /** The keys, fetched once and kept; an unknown key id fetches them again. */
    private static final class KeySet {
        /** How often they are fetched at most: whoever makes up key ids must not cause requests. */
        private static final Duration PAUSE = Duration.ofSeconds(30);

        private final URI address;
        private final Clock clock;
        private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        private Map<String, PublicKey> keys = Map.of();
        private Instant fetchedAt = Instant.MIN;

        KeySet(URI address, Clock clock) {
            this.address = address;
            this.clock = clock;
        }

        synchronized PublicKey get(String id)
            throws GeneralSecurityException, IOException, InterruptedException {
            Instant now = clock.instant();
            if (!keys.containsKey(id) && fetchedAt.isBefore(now.minus(PAUSE))) {
                keys = fetch();
                fetchedAt = now;
            }
            require(keys.containsKey(id), "an unknown key");
            return keys.get(id);
        }

        private Map<String, PublicKey> fetch()
            throws GeneralSecurityException, IOException, InterruptedException {
            HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
            HttpResponse<String> response =
                http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("the key set: HTTP " + response.statusCode());
            }
            Map<String, PublicKey> found = new HashMap<>();
            JsonObject set = JsonParser.parseString(response.body()).getAsJsonObject();
            for (JsonElement element : set.getAsJsonArray("keys")) {
                JsonObject key = element.getAsJsonObject();
                if (text(key, "kty").equals("RSA") && text(key, "alg").equals("RS256")) {
                    found.put(text(key, "kid"), publicKey(key));
                }
            }
            return found;
        }

        private static PublicKey publicKey(JsonObject key) throws GeneralSecurityException {
            BigInteger modulus = new BigInteger(1, bytes(text(key, "n")));
            BigInteger exponent = new BigInteger(1, bytes(text(key, "e")));
            RSAPublicKeySpec spec = new RSAPublicKeySpec(modulus, exponent);
            return KeyFactory.getInstance("RSA").generatePublic(spec);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Verify verify = new Verify(URI.create(arguments[0]), arguments[1], Clock.systemUTC());
        String token = new String(System.in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        System.out.println(verify.claims(token));
    }
}
