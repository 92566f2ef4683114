package io.recaller.gateway.sms.smpp;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Optional;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jspecify.annotations.Nullable;

/**
 * What came in one PDU: a message, or a part of one, which its header (3GPP TS 23.040, 9.2.3.24) or
 * its sar_ parameters (SMPP 3.4, 5.3.2.22) tell. Pure.
 *
 * @param place empty: it is whole
 * @param octets without the header
 */
record Piece(Optional<Place> place, Buffer octets) {
    private static final int CONCATENATED = 0x00;
    private static final int CONCATENATED_16 = 0x08;
    private static final short PAYLOAD = 0x0424;
    private static final short SAR_REFERENCE = 0x020c;
    private static final short SAR_TOTAL = 0x020e;
    private static final short SAR_NUMBER = 0x020f;

    /**
     * Which part of which message.
     *
     * @param total 2 to 255
     * @param number from 1
     */
    record Place(int reference, int total, int number) {}

    static Piece of(DeliverSm pdu) {
        var octets = octets(pdu);
        if (pdu.isUdhi() || pdu.isUdhiAndReplyPath()) {
            return withHeader(octets);
        }
        return new Piece(sar(pdu), Buffer.buffer(octets));
    }

    private static byte[] octets(DeliverSm pdu) {
        var own = pdu.getShortMessage() == null ? new byte[0] : pdu.getShortMessage();
        return own.length == 0 && parameter(pdu, PAYLOAD) instanceof OptionalParameter.OctetString s
                ? s.getValue()
                : own;
    }

    /** A header that cannot be is left out, and what follows is whole. */
    private static Piece withHeader(byte[] octets) {
        var length = octets.length == 0 ? 0 : (octets[0] & 0xff) + 1;
        if (length > octets.length) {
            return new Piece(Optional.empty(), Buffer.buffer(octets));
        }
        var header = Arrays.copyOf(octets, length);
        return new Piece(
                place(header), Buffer.buffer(Arrays.copyOfRange(octets, length, octets.length)));
    }

    private static Optional<Place> place(byte[] header) {
        for (var at = 1; at + 1 < header.length; at += 2 + (header[at + 1] & 0xff)) {
            var value = at + 2;
            var length = header[at + 1] & 0xff;
            if (header[at] == CONCATENATED && length == 3 && value + 2 < header.length) {
                return place(header[value] & 0xff, header[value + 1], header[value + 2]);
            }
            if (header[at] == CONCATENATED_16 && length == 4 && value + 3 < header.length) {
                // Told apart from the short ones: a sender may use both.
                var reference = ((header[value] & 0xff) << 8) | (header[value + 1] & 0xff);
                return place(0x10000 | reference, header[value + 2], header[value + 3]);
            }
        }
        return Optional.empty();
    }

    private static Optional<Place> place(int reference, byte total, byte number) {
        var of = total & 0xff;
        var at = number & 0xff;
        return of >= 2 && at >= 1 && at <= of
                ? Optional.of(new Place(reference, of, at))
                : Optional.empty();
    }

    private static Optional<Place> sar(DeliverSm pdu) {
        return parameter(pdu, SAR_REFERENCE) instanceof OptionalParameter.Short reference
                        && parameter(pdu, SAR_TOTAL) instanceof OptionalParameter.Byte total
                        && parameter(pdu, SAR_NUMBER) instanceof OptionalParameter.Byte number
                ? place(
                        0x20000 | (reference.getValue() & 0xffff),
                        total.getValue(),
                        number.getValue())
                : Optional.empty();
    }

    private static @Nullable OptionalParameter parameter(DeliverSm pdu, short tag) {
        return pdu.getOptionalParameters() == null ? null : pdu.getOptionalParameter(tag);
    }
}
