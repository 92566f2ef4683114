package io.recaller.lab.stage;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A call as no telephone makes it: one INVITE, whatever is in it, acknowledged if it is answered.
 */
final class RawInvite implements AutoCloseable {
    private static final Pattern TO_TAG = Pattern.compile("(?im)^To:.*;tag=([^;\\s]+)");

    private final DatagramSocket socket;
    private final InetSocketAddress pbx;
    private final String id = UUID.randomUUID().toString();

    RawInvite(int sipPort) throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(200);
        pbx = new InetSocketAddress(InetAddress.getLoopbackAddress(), sipPort);
    }

    /**
     * Sends it.
     *
     * @param user the dialled user part, percent-encoded as it is to be
     * @param from the whole From but for its tag, e.g. {@code <sip:1@host>}
     * @return the status of the first final answer, 0 when there is none within the seconds
     */
    int call(String user, String from, int seconds) throws IOException {
        send("INVITE", user, from, "", body());
        var end = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < end) {
            var answer = receive();
            var status =
                    answer.startsWith("SIP/2.0 ") ? Integer.parseInt(answer.substring(8, 11)) : 0;
            if (status >= 200 && answer.contains("INVITE")) {
                var tag = TO_TAG.matcher(answer);
                send("ACK", user, from, tag.find() ? ";tag=" + tag.group(1) : "", "");
                return status;
            }
        }
        return 0;
    }

    private String receive() throws IOException {
        var packet = new DatagramPacket(new byte[8192], 8192);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException _) {
            return "";
        }
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private void send(String method, String user, String from, String toTag, String body)
            throws IOException {
        var here = "127.0.0.1:" + socket.getLocalPort();
        var text =
                String.join(
                        "\r\n",
                        method + " sip:" + user + "@127.0.0.1:" + pbx.getPort() + " SIP/2.0",
                        "Via: SIP/2.0/UDP " + here + ";branch=z9hG4bK" + id + method.charAt(0),
                        "From: " + from + ";tag=" + id,
                        "To: <sip:8000@127.0.0.1>" + toTag,
                        "Call-ID: " + id,
                        "CSeq: 1 " + method,
                        "Contact: <sip:x@" + here + ">",
                        "Max-Forwards: 70",
                        body.isEmpty() ? "X-None: x" : "Content-Type: application/sdp",
                        "Content-Length: " + body.length(),
                        "",
                        body);
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, pbx));
    }

    private static String body() {
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 127.0.0.1",
                "s=-",
                "c=IN IP4 127.0.0.1",
                "t=0 0",
                "m=audio 4000 RTP/AVP 0 101",
                "a=rtpmap:0 PCMU/8000",
                "a=rtpmap:101 telephone-event/8000",
                "");
    }

    @Override
    public void close() {
        socket.close();
    }
}
