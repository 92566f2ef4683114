package io.recaller.conversation.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whom pages beside calls are shown to is read once in ten seconds. */
class RecentContextTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final CustomerId DANA = new CustomerId(new UUID(0, 1));
    private static final Handle NUMBER = new Handle(HandleKind.TEL, "+77010000001");

    private final List<Object> read = new ArrayList<>();
    private final RecentContext recent = new RecentContext(new Source());

    @Test
    void whatWasReadWithinTenSecondsIsNotReadAnew() {
        var first = recent.read(DANA, NOW);

        assertThat(recent.read(DANA, NOW.plusSeconds(9))).isSameAs(first);
        assertThat(read).containsExactly(DANA);
        assertThat(recent.read(DANA, NOW.plusSeconds(10))).isNotSameAs(first);
        assertThat(read).containsExactly(DANA, DANA);
    }

    @Test
    void whatIsAskedAnewIsReadAndKept() {
        recent.read(DANA, NOW);

        var anew = recent.anew().read(DANA, NOW.plusSeconds(1));

        assertThat(read).containsExactly(DANA, DANA);
        assertThat(recent.read(DANA, NOW.plusSeconds(10))).isSameAs(anew);
    }

    @Test
    void aCustomerIsNotTakenForTheirNumber() {
        recent.read(NUMBER, NOW);

        recent.read(DANA, NOW);

        assertThat(read).containsExactly(NUMBER, DANA);
    }

    @Test
    void theOldestAreForgottenWhereThereAreTooMany() {
        IntStream.range(0, 1_100)
                .forEach(each -> recent.read(new CustomerId(new UUID(1, each)), NOW));
        read.clear();

        recent.read(new CustomerId(new UUID(1, 1_099)), NOW.plus(Duration.ofSeconds(1)));
        recent.read(new CustomerId(new UUID(1, 0)), NOW.plus(Duration.ofSeconds(1)));

        assertThat(read).containsExactly(new CustomerId(new UUID(1, 0)));
    }

    private final class Source implements ContextSource {
        @Override
        public Caller read(Handle handle, Instant now) {
            read.add(handle);
            return Caller.unknown();
        }

        @Override
        public Caller read(CustomerId customer, Instant now) {
            read.add(customer);
            return Caller.unknown();
        }

        @Override
        public Caller stranger(Instant now) {
            return Caller.unknown();
        }
    }
}
