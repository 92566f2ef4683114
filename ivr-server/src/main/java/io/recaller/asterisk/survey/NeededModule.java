package io.recaller.asterisk.survey;

import java.util.List;

/**
 * A module of Asterisk that dialplan and server use.
 *
 * @param without what is missing with it; the table of {@code dialplans/asterisk/README.md}
 */
record NeededModule(String name, String without) {
    private static final String GONE = "the end of a call is told late";

    /** All of {@code modules.recaller.conf}. */
    static List<NeededModule> all() {
        return List.of(
                new NeededModule("func_module", "nothing is told to the server"),
                new NeededModule("res_speech", "every call goes to the ring group"),
                new NeededModule("res_agi", "every call goes to the ring group"),
                new NeededModule("res_musiconhold", "who waits hears a ringing tone"),
                new NeededModule(
                        "app_bridgeaddchan",
                        "who is to join a talk is hung up, agent and caller talk on"),
                new NeededModule("app_dial", "nobody can be rung without a server"),
                new NeededModule("app_read", "every call goes to the ring group"),
                new NeededModule("app_stack", GONE + ", a server that hangs is not left"),
                new NeededModule("app_userevent", "the server hears nothing but once a minute"),
                new NeededModule("func_callerid", "everybody who calls is unknown"),
                new NeededModule("func_channel", GONE),
                new NeededModule("func_config", "every call goes to the ring group"),
                new NeededModule(
                        "func_db", "when a call ended is not kept for a server that is away"),
                new NeededModule("func_devstate", "an agent's phone that cannot ring is not told"),
                new NeededModule("func_logic", "an agent may be joined with who is gone"),
                new NeededModule("func_strings", "every call goes to the ring group"),
                new NeededModule("func_timeout", "a call to a server that hangs does not end"));
    }
}
