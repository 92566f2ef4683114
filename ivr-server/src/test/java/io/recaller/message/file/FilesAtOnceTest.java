package io.recaller.message.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.message.file.FilesAtOnce.Entry;
import org.junit.jupiter.api.Test;

/** So many files at once, and of one person fewer. */
class FilesAtOnceTest {
    private final FilesAtOnce places = new FilesAtOnce(3, 2);

    @Test
    void nobodyHasMoreThanAShareAndAllNoMoreThanThereAre() {
        assertThat(places.enter("a")).isEqualTo(Entry.TAKEN);
        assertThat(places.enter("a")).isEqualTo(Entry.TAKEN);
        assertThat(places.enter("a")).isEqualTo(Entry.SHARE_IS_FULL);
        assertThat(places.enter("b")).isEqualTo(Entry.TAKEN);
        assertThat(places.enter("b")).isEqualTo(Entry.ALL_ARE_FULL);
    }

    @Test
    void whatHasArrivedMakesRoom() {
        places.enter("a");
        places.enter("a");
        places.enter("b");

        places.leave("a");

        assertThat(places.enter("b")).isEqualTo(Entry.TAKEN);
        assertThat(places.enter("a")).isEqualTo(Entry.ALL_ARE_FULL);
        places.leave("b");
        places.leave("b");
        assertThat(places.enter("a")).isEqualTo(Entry.TAKEN);
    }
}
