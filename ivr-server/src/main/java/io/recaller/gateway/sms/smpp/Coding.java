package io.recaller.gateway.sms.smpp;

import io.recaller.gateway.sms.Gsm7;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Letters as octets: data_coding (SMPP 3.4, 5.2.19; 3GPP TS 23.038, 4 where it says so). Pure. */
final class Coding {
    static final byte GSM = 0;
    static final byte UCS2 = 8;

    private static final int ASCII = 1;
    private static final int LATIN = 3;
    private static final int CYRILLIC = 6;
    private static final int HEBREW = 7;
    private static final int CLASSES = 0xf0;
    private static final int EIGHT_BITS = 0x04;

    private Coding() {}

    static byte[] encode(String text, boolean isGsm) {
        return isGsm ? Gsm7.encode(text) : text.getBytes(StandardCharsets.UTF_16BE);
    }

    static String decode(int coding, byte[] octets) {
        return switch (coding & 0xff) {
            case GSM -> Gsm7.decode(octets);
            case ASCII ->
                    isGsm(octets)
                            ? Gsm7.decode(octets)
                            : new String(octets, StandardCharsets.US_ASCII);
            case CYRILLIC -> new String(octets, Charset.forName("ISO-8859-5"));
            case HEBREW -> new String(octets, Charset.forName("ISO-8859-8"));
            case UCS2, 0x18, 0x19, 0x1a, 0x1b, 0xe0, 0xe8 ->
                    new String(octets, StandardCharsets.UTF_16BE);
            case LATIN -> new String(octets, StandardCharsets.ISO_8859_1);
            default -> other(coding & 0xff, octets);
        };
    }

    /** Some centres call the GSM alphabet ASCII: no text in ASCII has such controls. */
    private static boolean isGsm(byte[] octets) {
        for (var octet : octets) {
            if (octet >= 0 && octet < ' ' && octet != '\n' && octet != '\r' && octet != '\t') {
                return true;
            }
        }
        return false;
    }

    /** With a message class the default alphabet, or eight bits that say nothing of letters. */
    private static String other(int coding, byte[] octets) {
        var isGsm =
                ((coding & CLASSES) == CLASSES && (coding & EIGHT_BITS) == 0)
                        || ((coding & CLASSES) == 0x10 && (coding & 0x0c) == 0);
        return isGsm ? Gsm7.decode(octets) : new String(octets, StandardCharsets.ISO_8859_1);
    }
}
