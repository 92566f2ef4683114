package io.recaller.gateway.sms.smpp;

import io.recaller.db.Bulkhead;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.gateway.sms.ShortMessage;
import io.recaller.gateway.sms.SmsInbox;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a centre delivers: it is a row before that is acknowledged; what cannot be kept is refused
 * for now, and the centre keeps it.
 */
final class Deliveries implements MessageReceiverListener {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final byte INTERNATIONAL = 1;
    private static final int NOT_SUPPORTED = 0x03;
    private static final short RECEIPTED_ID = 0x001e;

    private final String gateway;
    private final SmsInbox inbox;
    private final LongMessages longs;
    private final SmppReceipts receipts;
    private final InstantSource clock;

    Deliveries(
            String gateway,
            SmsInbox inbox,
            LongMessages longs,
            SmppReceipts receipts,
            InstantSource clock) {
        this.gateway = gateway;
        this.inbox = inbox;
        this.longs = longs;
        this.receipts = receipts;
        this.clock = clock;
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm pdu) throws ProcessRequestException {
        try {
            Bulkhead.run(() -> take(pdu));
        } catch (DatabaseUnavailableException e) {
            throw new ProcessRequestException("not kept", Statuses.TEMPORARY, e);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("gateway", gateway)
                    .setCause(e)
                    .log("a message could not be taken in; the centre keeps it");
            throw new ProcessRequestException("not kept", Statuses.TEMPORARY, e);
        }
    }

    private void take(DeliverSm pdu) {
        var piece = Piece.of(pdu);
        if (pdu.isSmscDeliveryReceipt() || pdu.isIntermediateDeliveryNotification()) {
            receipts.take(receiptedId(pdu), piece.octets().toString(StandardCharsets.ISO_8859_1));
        } else if (piece.place().isPresent()) {
            longs.take(from(pdu), pdu.getDataCoding(), piece.place().get(), piece.octets());
        } else {
            inbox.take(
                    new ShortMessage(
                            from(pdu),
                            Coding.decode(pdu.getDataCoding(), piece.octets().getBytes()),
                            Optional.empty(),
                            clock.instant(),
                            false));
        }
    }

    private static Optional<String> receiptedId(DeliverSm pdu) {
        return pdu.getOptionalParameters() != null
                        && pdu.getOptionalParameter(RECEIPTED_ID)
                                instanceof OptionalParameter.OctetString id
                ? Optional.of(id.getValueAsString().replace("\0", "").strip())
                        .filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    /** Empty in the PDU: withheld. */
    private static String from(DeliverSm pdu) {
        var number = pdu.getSourceAddr() == null ? "" : pdu.getSourceAddr().strip();
        if (number.isEmpty()) {
            return "anonymous";
        }
        return pdu.getSourceAddrTon() == INTERNATIONAL && !number.startsWith("+")
                ? "+" + number
                : number;
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification alert) {
        // Nothing waits for a telephone to be on.
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm pdu, Session session) throws ProcessRequestException {
        throw new ProcessRequestException("data_sm is not taken", NOT_SUPPORTED);
    }
}
