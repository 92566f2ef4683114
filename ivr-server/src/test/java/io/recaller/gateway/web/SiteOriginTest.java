package io.recaller.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteOriginTest {
    @ParameterizedTest
    @CsvSource({
        "https://shop.example, https://shop.example",
        "HTTPS://Shop.Example, https://shop.example",
        "https://shop.example/, https://shop.example",
        "https://shop.example:443, https://shop.example",
        "http://shop.example:80, http://shop.example",
        "http://shop.example:443, http://shop.example:443",
        "http://localhost:8080, http://localhost:8080",
        "https://магазин.kz, https://xn--80aairftm.kz",
        "https://192.0.2.1:8443, https://192.0.2.1:8443",
        "https://[2001:db8::1]:8443, https://[2001:db8::1]:8443",
        "' https://shop.example ', https://shop.example",
    })
    void anOriginIsWrittenAsBrowsersWriteIt(String written, String sent) {
        assertThat(SiteOrigin.of(written)).hasValue(new SiteOrigin(sent));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "shop.example",
                "https://",
                "https:shop.example",
                "https://shop.example/page",
                "https://shop.example?x",
                "https://shop.example#x",
                "https://user@shop.example",
                "https://*.shop.example",
                "https://shop example",
                "https://shop.example:99999",
                "file:///etc/passwd",
                "javascript://shop.example",
                "wss://shop.example"
            })
    void whatIsNoOriginIsNone(String written) {
        assertThat(SiteOrigin.of(written)).isEmpty();
    }
}
