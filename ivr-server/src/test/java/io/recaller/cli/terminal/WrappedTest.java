package io.recaller.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Long lines at the terminal. */
class WrappedTest {
    @Test
    void aLongLineGoesOnBelowItsBeginning() {
        assertThat(Wrapped.of("12:00  ", "меню main was read as internet on 1", 23))
                .containsExactly("12:00  меню main was", "       read as internet", "       on 1");
        assertThat(Wrapped.of("  ", "short", 22)).containsExactly("  short");
        assertThat(Wrapped.of("  ", "averyveryverylongword b", 10))
                .containsExactly("  averyveryverylongword", "  b");
    }
}
