package io.recaller.continuation;

import io.recaller.customer.Handle;
import io.recaller.message.MessageThread;
import io.recaller.text.CutEnd;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who writes in a thread, as far as whoever has a link from there may see. Pure. */
final class MaskedWriter {
    private static final int MOST = 40;

    private MaskedWriter() {}

    /**
     * What they call themselves, which may be anybody's name, and the ends of what they are
     * recognised by.
     */
    static String of(MessageThread thread) {
        return Stream.of(
                        thread.name().map(MaskedWriter::brief),
                        thread.handle().map(MaskedWriter::masked))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" · "));
    }

    private static String brief(String name) {
        return name.length() <= MOST
                ? name
                : CutEnd.dotted(
                        name.substring(
                                0, name.offsetByCodePoints(0, name.codePointCount(0, MOST))));
    }

    /** Without its kind. */
    private static String masked(Handle handle) {
        var masked = handle.toString();
        return masked.substring(masked.indexOf(':') + 1);
    }
}
