package io.recaller.gateway.hook;

import io.recaller.channel.outbound.OutboundFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is answered to a {@link HookCall}.
 *
 * @param file given instead of the body
 */
public record HookAnswer(
        int status, Map<String, String> headers, String body, Optional<OutboundFile> file) {
    private static final int GOOD = 200;

    public HookAnswer {
        headers = Map.copyOf(headers);
    }

    /** In words. */
    public static HookAnswer plain(int status, String words) {
        return of(status, "text/plain; charset=utf-8", words);
    }

    /** Of that media type. */
    public static HookAnswer of(int status, String type, String body) {
        return new HookAnswer(status, Map.of("Content-Type", type), body, Optional.empty());
    }

    /** A file of somebody's. */
    public static HookAnswer of(OutboundFile file) {
        return new HookAnswer(GOOD, Map.of(), "", Optional.of(file));
    }

    /** With one more header. */
    public HookAnswer with(String header, String value) {
        var all = new HashMap<>(headers);
        all.put(header, value);
        return new HookAnswer(status, all, body, file);
    }
}
