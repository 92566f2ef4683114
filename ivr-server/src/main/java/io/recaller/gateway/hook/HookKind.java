package io.recaller.gateway.hook;

/**
 * What doors of one kind have in common.
 *
 * @param path the first part of their addresses
 * @param hasTokens whether a token may stand behind the gateway's name
 * @param longest bytes of a body
 */
public record HookKind(String path, boolean hasTokens, int longest) {
    private static final int USUAL = 64 * 1024;

    /** As many bodies of the longest may be read at once: nobody has signed for them yet. */
    private static final int BODIES = 256;

    /** That takes up to 64 KiB. */
    public static HookKind named(String path) {
        return new HookKind(path, false, USUAL);
    }

    /** The same, whose address may show a token. */
    public HookKind withTokens() {
        return new HookKind(path, true, longest);
    }

    /** The same with longer bodies. */
    public HookKind upTo(int bytes) {
        return new HookKind(path, hasTokens, bytes);
    }

    /** In bytes, of all that is being read. */
    long inFlight() {
        return Math.min((long) BODIES * longest, 64L * 1024 * 1024);
    }

    String longestInWords() {
        return longest < 1 << 20 ? (longest >> 10) + " KiB" : (longest >> 20) + " MiB";
    }
}
