package io.recaller.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import org.junit.jupiter.api.Test;

class FileUploadsTest {
    private final FileUploads uploads = new FileUploads("Somebody");

    @Test
    void aFileThatIsNeverAnsweredIsGivenUpAfterSomeTries() {
        for (var each = 1; each < 5; each++) {
            assertThat(remedy(1)).isInstanceOf(Remedy.Again.class);
        }

        assertThat(remedy(1)).isInstanceOf(Remedy.GiveUp.class);
        assertThat(remedy(1)).as("sent anew").isInstanceOf(Remedy.Again.class);
    }

    @Test
    void filesThatNeverEndHereDoNotFillTheMemory() {
        for (var each = 1; each < 5; each++) {
            remedy(1);
        }

        for (var seq = 2; seq <= FileUploads.MOST_KNOWN + 1; seq++) {
            remedy(seq);
        }

        assertThat(remedy(1)).as("it is forgotten").isInstanceOf(Remedy.Again.class);
    }

    private Remedy remedy(long seq) {
        return catchThrowableOfType(
                        NotSentException.class,
                        () ->
                                uploads.send(
                                        seq,
                                        () -> {
                                            throw new BrokenOffException();
                                        }))
                .remedy();
    }
}
