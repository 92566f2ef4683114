package io.recaller.gateway.web;

/** The usual limits of a chat but for one. */
final class OtherLimits {
    private static final ChatLimits USUAL = ChatLimits.defaults();

    private OtherLimits() {}

    static ChatLimits ofNewcomers(ChatLimits.Rate newcomers) {
        return new ChatLimits(
                USUAL.ofSocket(),
                USUAL.ofAddress(),
                newcomers,
                USUAL.sockets(),
                USUAL.looking(),
                USUAL.work(),
                USUAL.files());
    }

    static ChatLimits ofSockets(int inAll) {
        var sockets = USUAL.sockets();
        return new ChatLimits(
                USUAL.ofSocket(),
                USUAL.ofAddress(),
                USUAL.newcomers(),
                new ChatLimits.OpenSockets(
                        sockets.ofAddress(),
                        inAll,
                        sockets.helloWithin(),
                        sockets.pingAfter(),
                        sockets.silentAfter()),
                USUAL.looking(),
                USUAL.work(),
                USUAL.files());
    }

    static ChatLimits ofFiles(FileLimits files) {
        return new ChatLimits(
                USUAL.ofSocket(),
                USUAL.ofAddress(),
                USUAL.newcomers(),
                USUAL.sockets(),
                USUAL.looking(),
                USUAL.work(),
                files);
    }
}
