package io.recaller.bench.load;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One telephone: calls Asterisk by SIP (RFC 3261, what a call needs of it), hears RTP (RFC 3550)
 * and presses keys as telephone events (RFC 4733). It listens to each prompt to its end, so the
 * first sound after a key is the next prompt's. On loopback, where nothing is lost; one thread.
 */
final class RtpCall implements AutoCloseable {
    private static final int TELEPHONE_EVENT = 101;
    private static final int HEADER_BYTES = 12;

    /** A prompt is over when it was silent for so long: longer than between two of its words. */
    private static final Duration SILENCE = Duration.ofMillis(900);

    /** Of G.711's mu-law, complemented and without its sign: some -48 dB. */
    private static final int QUIETEST = 0x10;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final int TICKS_A_PACKET = 160;

    private static final Duration A_PACKET = Duration.ofMillis(20);

    /** No sound, in G.711's mu-law. */
    private static final byte SILENT = (byte) 0xff;

    /** How often the end of a key is told (RFC 4733, 2.5.1.4). */
    private static final int ENDS = 3;

    private static final Pattern STATUS = Pattern.compile("^SIP/2.0 (\\d{3})");
    private static final Pattern MEDIA = Pattern.compile("m=audio (\\d+)");
    private static final Pattern TO = Pattern.compile("(?im)^To:\\s*(.*)$");
    private static final Pattern CONTACT = Pattern.compile("(?im)^Contact:\\s*<([^>]+)>");

    private final InetSocketAddress asterisk;
    private final String from;
    private final String to;
    private final Latencies firstPrompts;
    private final Latencies keys;
    private final String callId = UUID.randomUUID().toString();
    private final DatagramSocket sip = socket();
    private final DatagramSocket rtp = socket();
    private final byte[] buffer = new byte[4096];
    private InetSocketAddress media;
    private String answeredTo = "";
    private String remote;
    private int sequence;
    private int ticks;
    private volatile boolean isSpeaking;

    RtpCall(int sipPort, String from, String to, Latencies firstPrompts, Latencies keys)
            throws IOException {
        this.asterisk = new InetSocketAddress(InetAddress.getLoopbackAddress(), sipPort);
        this.from = from;
        this.to = to;
        this.firstPrompts = firstPrompts;
        this.keys = keys;
        this.media = asterisk;
        this.remote = "sip:" + to + "@127.0.0.1:" + sipPort;
    }

    private static DatagramSocket socket() throws IOException {
        return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** Calls, listens, presses so many keys, each after a prompt, and hangs up. */
    void run(int turns) throws IOException {
        var began = System.nanoTime();
        send(request("INVITE", 1, offer()));
        awaitAnswer();
        var voice = voice();
        awaitSound();
        firstPrompts.add(System.nanoTime() - began);
        hush(voice);
        for (var turn = 0; turn < turns; turn++) {
            awaitSilence();
            var pressed = press(Load.digit());
            awaitSound();
            keys.add(System.nanoTime() - pressed);
        }
        send(request("BYE", 2, ""));
    }

    private void awaitAnswer() throws IOException {
        while (true) {
            var response = receive();
            var status = STATUS.matcher(response);
            if (!status.find() || status.group(1).startsWith("1")) {
                continue;
            }
            if (!status.group(1).equals("200")) {
                throw new IOException(
                        "Asterisk refused: " + response.lines().findFirst().orElse(""));
            }
            media =
                    new InetSocketAddress(
                            asterisk.getAddress(), Integer.parseInt(first(MEDIA, response)));
            answeredTo = first(TO, response);
            remote = first(CONTACT, response);
            send(request("ACK", 1, ""));
            return;
        }
    }

    private static String first(Pattern pattern, String text) throws IOException {
        var found = pattern.matcher(text);
        if (!found.find()) {
            throw new IOException("no " + pattern + " in an answer");
        }
        return found.group(1).strip();
    }

    private String request(String method, int number, String body) {
        var here = "127.0.0.1:" + sip.getLocalPort();
        return String.join(
                "\r\n",
                method + " " + remote + " SIP/2.0",
                "Via: SIP/2.0/UDP " + here + ";branch=z9hG4bK" + UUID.randomUUID(),
                "Max-Forwards: 70",
                "From: <sip:" + from + "@" + here + ">;tag=" + callId,
                "To: " + (answeredTo.isEmpty() ? "<" + remote + ">" : answeredTo),
                "Call-ID: " + callId,
                "CSeq: " + number + " " + method,
                "Contact: <sip:" + from + "@" + here + ">",
                body.isEmpty() ? "Content-Length: 0" : "Content-Type: application/sdp",
                body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n\r\n" + body,
                "");
    }

    private String offer() {
        return String.join(
                "\r\n",
                "v=0",
                "o=load 1 1 IN IP4 127.0.0.1",
                "s=load",
                "c=IN IP4 127.0.0.1",
                "t=0 0",
                "m=audio " + rtp.getLocalPort() + " RTP/AVP 0 " + TELEPHONE_EVENT,
                "a=rtpmap:0 PCMU/8000",
                "a=rtpmap:" + TELEPHONE_EVENT + " telephone-event/8000",
                "a=ptime:20",
                "a=sendrecv",
                "");
    }

    /**
     * A telephone sends what its microphone hears, a packet's time after it was answered: {@code
     * Answer} waits for that, half a second at most.
     */
    private Thread voice() {
        isSpeaking = true;
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        while (isSpeaking) {
                            Thread.sleep(A_PACKET);
                            silence();
                        }
                    } catch (IOException | InterruptedException _) {
                        isSpeaking = false;
                    }
                });
    }

    /** Until nothing is sent any more: keys are told in packets of the same numbers. */
    private void hush(Thread voice) throws IOException {
        isSpeaking = false;
        try {
            voice.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private void silence() throws IOException {
        var packet = new byte[HEADER_BYTES + TICKS_A_PACKET];
        Arrays.fill(packet, SILENT);
        header(packet, 0, sequence == 0);
        rtp.send(new DatagramPacket(packet, packet.length, media));
        ticks += TICKS_A_PACKET;
    }

    /** Returns where what it carries begins. */
    private ByteBuffer header(byte[] packet, int type, boolean marked) {
        return ByteBuffer.wrap(packet)
                .put((byte) 0x80)
                .put((byte) (type | (marked ? 0x80 : 0)))
                .putShort((short) sequence++)
                .putInt(ticks)
                .putInt(callId.hashCode());
    }

    private void send(String message) throws IOException {
        var bytes = message.getBytes(StandardCharsets.UTF_8);
        sip.send(new DatagramPacket(bytes, bytes.length, asterisk));
    }

    private String receive() throws IOException {
        sip.setSoTimeout((int) LONGEST_WAIT.toMillis());
        var packet = new DatagramPacket(buffer, buffer.length);
        sip.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private void awaitSound() throws IOException {
        var patience = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!hearsSound(LONGEST_WAIT)) {
            if (System.nanoTime() > patience) {
                throw new IOException(to + ": a prompt does not begin");
            }
        }
    }

    /** Asterisk sends silence while it waits for keys, so packets alone tell nothing. */
    private void awaitSilence() throws IOException {
        var patience = System.nanoTime() + LONGEST_WAIT.toNanos();
        var heard = System.nanoTime();
        while (System.nanoTime() - heard < SILENCE.toNanos()) {
            if (hearsSound(SILENCE)) {
                heard = System.nanoTime();
            }
            if (heard > patience) {
                throw new IOException(to + ": a prompt does not end");
            }
        }
    }

    /** Whether there is sound in the next packet; none in time is silence. */
    private boolean hearsSound(Duration within) throws IOException {
        rtp.setSoTimeout((int) within.toMillis());
        var packet = new DatagramPacket(buffer, buffer.length);
        try {
            rtp.receive(packet);
        } catch (SocketTimeoutException silent) {
            return false;
        }
        var loud = 0;
        for (var i = HEADER_BYTES; i < packet.getLength(); i++) {
            loud += (~buffer[i] & 0x7f) > QUIETEST ? 1 : 0;
        }
        return loud > packet.getLength() / 20;
    }

    /** Returns when the key was let go: Asterisk acts then. */
    private long press(int digit) throws IOException {
        event(digit, false, TICKS_A_PACKET, true);
        var released = System.nanoTime();
        for (var i = 0; i < ENDS; i++) {
            event(digit, true, 5 * TICKS_A_PACKET, false);
        }
        ticks += 10 * TICKS_A_PACKET;
        return released;
    }

    private void event(int digit, boolean end, int duration, boolean marked) throws IOException {
        var packet = new byte[HEADER_BYTES + 4];
        header(packet, TELEPHONE_EVENT, marked)
                .put((byte) digit)
                .put((byte) (10 | (end ? 0x80 : 0)))
                .putShort((short) duration);
        rtp.send(new DatagramPacket(packet, packet.length, media));
    }

    @Override
    public void close() {
        sip.close();
        rtp.close();
    }
}
