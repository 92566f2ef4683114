package io.recaller.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.recaller.customer.handle.Handles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTokensTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String HEAD = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    private static final Instant NOW = Instant.ofEpochSecond(1_764_000_000);

    private final SiteTokens tokens = new SiteTokens("site", SECRET, new Handles("KZ"));

    @Test
    void whoeverTheSiteSignsForIsTheSameOnEachDevice() {
        var one = read("{\"sub\": \"4711\", \"exp\": 1764003600, \"name\": \"Дана\"}");
        var again = read("{\"sub\": \"4711\", \"exp\": 1764003700}");
        var other = read("{\"sub\": \"4712\", \"exp\": 1764003600}");
        var elsewhere =
                new SiteTokens("shop", SECRET, new Handles("KZ"))
                        .read(token(HEAD, "{\"sub\": \"4711\", \"exp\": 1764003600}", SECRET), NOW);

        assertThat(one.name()).contains("Дана");
        assertThat(one.handle().uri()).isEqualTo("web:" + one.peer());
        assertThat(again.peer()).isEqualTo(one.peer());
        assertThat(other.peer()).isNotEqualTo(one.peer());
        assertThat(elsewhere.orElseThrow().peer()).isNotEqualTo(one.peer());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"phone_number\": \"8 701 123 45 67\", \"phone_number_verified\": true|tel:+77011234567",
                "\"phone_number\": \"none\", \"phone_number_verified\": true, \"email\": \"Dana@Example.com\", \"email_verified\": true|email:dana@example.com",
                "\"phone_number\": \"+77011234567\", \"email\": \"dana@example.com\", \"email_verified\": true|email:dana@example.com",
                "\"email\": \"nobody\", \"email_verified\": true|web:",
                "\"phone_number\": \"+77011234567\"|web:",
                "\"phone_number\": \"+77011234567\", \"phone_number_verified\": false|web:",
                "\"phone_number\": \"+77011234567\", \"phone_number_verified\": \"true\"|web:"
            })
    void theyAreKnownByTheirNumberOrAddressWhereTheSiteHasVerifiedIt(String claim, String handle) {
        var signed = read("{\"sub\": \"4711\", \"exp\": 1764003600, " + claim + "}");

        assertThat(signed.handle().uri()).startsWith(handle);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"sub\": \"4711\"}|never ends",
                "{\"sub\": \"4711\", \"exp\": 1764000000}|is over",
                "{\"sub\": \"4711\", \"exp\": 1764090000}|is good for longer than a day",
                "{\"sub\": \"4711\", \"exp\": \"1764003600\"}|says in letters when it ends",
                "{\"sub\": \"4711\", \"exp\": 1764003600, \"nbf\": 1764000600}|begins later",
                "{\"sub\": \"4711\", \"exp\": 1764003600, \"aud\": \"shop\"}|is for another chat",
                "{\"sub\": \"4711\", \"exp\": 1764003600, \"aud\": [\"shop\"]}|is for other chats",
                "{\"sub\": \"4711\", \"exp\": 1764003600, \"aud\": []}|is for none",
                "{\"sub\": \" \", \"exp\": 1764003600}|is about nobody",
                "{\"exp\": 1764003600}|is about nobody",
                "[1]|is no object"
            })
    void oneIsNotTakenThat(String claims, String why) {
        assertThat(tokens.read(token(HEAD, claims, SECRET), NOW)).as(why).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"site\"", "[\"shop\", \"site\"]"})
    void oneThatNamesThisChatIsTaken(String audience) {
        var signed = read("{\"sub\": \"4711\", \"exp\": 1764003600, \"aud\": " + audience + "}");

        assertThat(signed.until()).isEqualTo(NOW.plusSeconds(3600));
    }

    @Test
    void oneThatIsSignedOtherwiseOrNotAtAllIsNotTaken() {
        var claims = "{\"sub\": \"4711\", \"exp\": 1764003600}";
        var good = token(HEAD, claims, SECRET);
        var parts = good.split("\\.", -1);
        var other = part("{\"sub\": \"1\", \"exp\": 1764003600}");

        assertThat(tokens.read(good, NOW)).isPresent();
        assertThat(
                        List.of(
                                token("{\"alg\":\"none\"}", claims, SECRET),
                                token("{\"alg\":\"HS512\"}", claims, SECRET),
                                token(HEAD, claims, SECRET.replace('0', '1')),
                                parts[0] + "." + parts[1] + ".",
                                parts[0] + "." + parts[1],
                                parts[0] + "." + other + "." + parts[2],
                                good + ".",
                                "",
                                "..",
                                good + "A".repeat(5000)))
                .allSatisfy(token -> assertThat(tokens.read(token, NOW)).isEmpty());
    }

    /** What docs/channels.md shows to builders of sites, run. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "js|node|--input-type=module|-e|console.log(chatToken('SECRET', {id: '4711', name: 'Дана'}))",
                "python|python3|-B|-c|print(chat_token('SECRET', {'id': '4711', 'name': 'Дана'}))"
            })
    void whatTheDocumentationSignsIsTaken(
            String language, String program, String option, String run, String last)
            throws Exception {
        assumeThat(isThere(program)).as("no " + program + " here").isTrue();
        var code = example(language) + "\n" + last.replace("SECRET", SECRET);

        var process =
                new ProcessBuilder(program, option, run, code).redirectErrorStream(true).start();
        var told = new String(process.getInputStream().readAllBytes(), UTF_8).strip();

        assertThat(tokens.read(told, Instant.now())).as(told).isPresent();
        assertThat(tokens.read(told, Instant.now()).orElseThrow().name()).contains("Дана");
    }

    private static boolean isThere(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    private static String example(String language) throws IOException {
        var page = Files.readString(Path.of("../docs/channels.md"));
        var found = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private SignedVisitor read(String claims) {
        return tokens.read(token(HEAD, claims, SECRET), NOW).orElseThrow();
    }

    static String token(String head, String claims, String secret) {
        try {
            var signed = part(head) + "." + part(claims);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return signed + "." + base64(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(String json) {
        return base64(json.getBytes(UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
