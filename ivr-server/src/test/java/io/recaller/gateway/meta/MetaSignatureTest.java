package io.recaller.gateway.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MetaSignatureTest {
    /** RFC 4231, test case 2. */
    @Test
    void itIsTheHmacOfTheBodyAsItCame() {
        var body = "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8);
        var right = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

        assertThat(MetaSignature.isOf("Jefe", body, right)).isTrue();
        assertThat(MetaSignature.isOf("Jefe", body, right.substring(7))).isFalse();
        assertThat(MetaSignature.isOf("jefe", body, right)).isFalse();
        assertThat(MetaSignature.isOf("Jefe", body, "")).isFalse();
    }
}
