package io.recaller.routing.ring;

/**
 * A server's link to an Asterisk.
 *
 * @param server the server's name
 * @param system the Asterisk's {@code systemname}; empty when it has none
 * @param identity tells one running Asterisk from all others, whatever they are called
 * @param address of its manager interface
 */
public record AsteriskLink(String server, String system, String identity, String address) {
    /** What to do when that link's Asterisk has the name of ours: for whoever operates it. */
    public String remedy(String ours) {
        var named =
                system.isEmpty()
                        ? "the Asterisk at %s has no systemname, and neither has the one at %s that"
                                + " server %s is linked to"
                        : "the Asterisk at %s has the systemname '"
                                + system
                                + "' as well as the one at %s that server %s is linked to";
        return named.formatted(ours, address, server)
                + ". On one database each needs a name of its own: write under [options] in"
                + " asterisk.conf of one of them\n"
                + "    systemname = "
                + suggestion()
                + "\nand restart that Asterisk";
    }

    private String suggestion() {
        return system.isEmpty() ? "pbx2" : system + "-2";
    }
}
