package io.recaller.channel.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.channel.outbound.InParts.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InPartsTest {
    private static final Part REFUSED =
            () -> {
                throw new NotSentException(new Remedy.Again(Duration.ZERO, "not now"));
            };

    private final InParts parts = new InParts();
    private final List<String> out = new ArrayList<>();

    @Test
    void whatWentOutOfAMessageDoesNotGoOutAgain() throws NotSentException {
        breaksOff(1);

        parts.send(1, List.of(part("a"), part("b")));

        assertThat(out).containsExactly("a", "b");
    }

    @Test
    void messagesThatNeverEndHereDoNotFillTheMemory() throws NotSentException {
        for (var seq = 1; seq <= InParts.MOST + 1; seq++) {
            breaksOff(seq);
        }
        out.clear();

        parts.send(1, List.of(part("a"), part("b")));
        parts.send(InParts.MOST + 1, List.of(part("a"), part("b")));

        assertThat(out).as("the oldest begins anew").containsExactly("a", "b", "b");
    }

    private void breaksOff(long seq) {
        assertThatThrownBy(() -> parts.send(seq, List.of(part("a"), REFUSED)))
                .isInstanceOf(NotSentException.class);
    }

    private Part part(String words) {
        return () -> {
            out.add(words);
            return words;
        };
    }
}
