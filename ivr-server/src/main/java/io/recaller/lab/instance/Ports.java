package io.recaller.lab.instance;

/**
 * The ports of one instance, all on 127.0.0.1.
 *
 * @param sip UDP
 * @param ami TCP
 * @param http TCP, for phones in a browser; 0 leaves it off
 * @param firstRtp the first of {@link #RTP_PORTS} UDP ports; two instances may share a range
 */
public record Ports(int sip, int ami, int http, int firstRtp) {
    static final int RTP_PORTS = 400;

    private static final int RTP_BASE = 16_400;
    private static final int RTP_BLOCKS = 40;

    /** Ports that nobody holds at this moment. */
    public static Ports free() {
        int sip = FreePorts.udp();
        return new Ports(sip, FreePorts.tcp(), 0, RTP_BASE + sip % RTP_BLOCKS * RTP_PORTS);
    }

    int lastRtp() {
        return firstRtp + RTP_PORTS - 1;
    }
}
