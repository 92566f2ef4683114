package io.recaller.message.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.message.SampleFiles;
import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files in pieces. */
class FilePiecesTest {
    @Test
    void allPiecesAreTheFile() {
        var file = SampleFiles.picture(200_000);
        var pieces = new FilePieces(file);

        var all = new ByteArrayOutputStream();
        Stream.generate(pieces::next)
                .takeWhile(piece -> piece.isPresent())
                .forEach(piece -> all.writeBytes(piece.orElseThrow()));

        assertThat(all.toByteArray()).isEqualTo(file.bytes());
        assertThat(pieces.next()).isEmpty();
    }

    @Test
    void whatIsGivenUpHasNoMorePieces() {
        var pieces = new FilePieces(SampleFiles.picture(200_000));
        assertThat(pieces.next()).isPresent();

        pieces.drop();

        assertThat(pieces.next()).isEmpty();
    }
}
