package io.recaller.gateway.sms.smpp;

import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.gateway.call.SendingRate;
import io.recaller.gateway.sms.Carrier.Parcel;
import io.recaller.gateway.sms.Segments;
import io.recaller.gateway.sms.SmsPlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPSession;

/** Submits a message, segment by segment; a receipt is asked for of the last. Any thread. */
final class Submission {
    private static final int WITH_HEADER = 0x40;
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final int LONGEST_SHORT_NUMBER = 6;
    private static final Pattern NUMBER = Pattern.compile("[0-9*#]+");

    private final SmsPlan plan;
    private final SmppReceipts receipts;

    private final TakenSegments taken = new TakenSegments();
    private final SendingRate rate;

    Submission(SmsPlan plan, SmppReceipts receipts) {
        this.plan = plan;
        this.rate = SendingRate.of(plan.perSecond());
        this.receipts = receipts;
    }

    /** A number or name as SMPP writes it (3.4, 5.2.5). */
    private record Address(String value, TypeOfNumber type, NumberingPlanIndicator numberingPlan) {
        static Address of(String text) {
            if (text.startsWith("+")) {
                return new Address(
                        text.substring(1), TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN);
            }
            if (!NUMBER.matcher(text).matches()) {
                return new Address(text, TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN);
            }
            return text.length() <= LONGEST_SHORT_NUMBER
                    ? new Address(
                            text, TypeOfNumber.NETWORK_SPECIFIC, NumberingPlanIndicator.UNKNOWN)
                    : new Address(text, TypeOfNumber.UNKNOWN, NumberingPlanIndicator.ISDN);
        }
    }

    /** The centre's id of the last segment. */
    String submit(SMPPSession session, Parcel parcel) throws NotSentException {
        var segments = Segments.of(parcel.text());
        var count = segments.parts().size();
        var id = "";
        try {
            for (var at = taken.of(parcel); at < count; at++) {
                id = submit(session, parcel, segments, at);
                taken.took(parcel, at + 1);
            }
        } catch (NotSentException refused) {
            if (refused.remedy() instanceof Remedy.GiveUp) {
                taken.isOver(parcel);
            }
            throw refused;
        }
        taken.isOver(parcel);
        receipts.submitted(id, parcel.seq());
        return id.isBlank() ? "seq-" + parcel.seq() : SmppReceipts.plain(id);
    }

    private String submit(SMPPSession session, Parcel parcel, Segments segments, int at)
            throws NotSentException {
        rate.await();
        var from = Address.of(plan.from());
        var to = Address.of(parcel.to());
        var count = segments.parts().size();
        var octets = Coding.encode(segments.parts().get(at), segments.isGsm());
        try {
            return session.submitShortMessage(
                            "",
                            from.type(),
                            from.numberingPlan(),
                            from.value(),
                            to.type(),
                            to.numberingPlan(),
                            to.value(),
                            new ESMClass(count > 1 ? WITH_HEADER : 0),
                            (byte) 0,
                            (byte) 0,
                            "",
                            "",
                            new RegisteredDelivery(
                                    at == count - 1
                                            ? SMSCDeliveryReceipt.SUCCESS_FAILURE
                                            : SMSCDeliveryReceipt.DEFAULT),
                            (byte) 0,
                            DataCodings.newInstance(segments.isGsm() ? Coding.GSM : Coding.UCS2),
                            (byte) 0,
                            count > 1 ? headed(parcel, count, at, octets) : octets)
                    .getMessageId();
        } catch (NegativeResponseException e) {
            throw new NotSentException(Statuses.ofMessage(plan.gateway(), e.getCommandStatus()));
        } catch (ResponseTimeoutException | IOException _) {
            throw new NotSentException(
                    new Remedy.Again(AGAIN, "the centre does not answer, or the link was lost"));
        } catch (PDUException | InvalidResponseException e) {
            throw new NotSentException(
                    new Remedy.GiveUp("it does not fit SMPP: " + e.getMessage()));
        }
    }

    /** Sent again it has the same reference: a telephone knows a segment that it has. */
    private static byte[] headed(Parcel parcel, int count, int at, byte[] octets) {
        var reference = (int) (parcel.seq() * 31 + parcel.text().hashCode()) & 0xff;
        return ByteBuffer.allocate(6 + octets.length)
                .put((byte) 5)
                .put((byte) 0)
                .put((byte) 3)
                .put((byte) reference)
                .put((byte) count)
                .put((byte) (at + 1))
                .put(octets)
                .array();
    }
}
