package io.recaller.gateway.sms.http;

import io.recaller.db.DatabaseUnavailableException;
import io.recaller.gateway.sms.Receipts;
import io.recaller.gateway.sms.SmsInbox;
import io.recaller.gateway.sms.SmsPlan;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one provider calls back. Any thread; blocking. */
public final class SmsDoor {
    private static final Logger LOG = LoggerFactory.getLogger(SmsDoor.class);

    private final Aggregator aggregator;
    private final SmsPlan plan;
    private final SmsInbox inbox;
    private final Receipts receipts;
    private final InstantSource clock;

    public SmsDoor(SmsPlan plan, SmsInbox inbox, Receipts receipts, InstantSource clock) {
        this.aggregator = HttpCarrier.of(plan);
        this.plan = plan;
        this.inbox = inbox;
        this.receipts = receipts;
        this.clock = clock;
    }

    /** What is answered: it was taken in only when the status is 200. */
    record Response(int status, String type, String body) {
        static Response plain(int status, String words) {
            return new Response(status, "text/plain", words);
        }
    }

    String gateway() {
        return plan.gateway();
    }

    Response hear(ProviderCall callback) {
        if (!aggregator.isAuthentic(callback)) {
            LOG.atWarn()
                    .addKeyValue("gateway", plan.gateway())
                    .log("a call back is not signed as it should be, or shows no token of ours");
            return Response.plain(403, "Signature or token is not right.");
        }
        try {
            var told = aggregator.read(callback, clock.instant());
            told.messages().forEach(inbox::take);
            told.receipts().forEach(receipts::take);
            return new Response(200, aggregator.thanks().type(), aggregator.thanks().body());
        } catch (Aggregator.UnreadableException e) {
            LOG.atWarn()
                    .addKeyValue("gateway", plan.gateway())
                    .addKeyValue("why", e.getMessage())
                    .log("a call back cannot be read");
            return Response.plain(400, "Not understood: " + e.getMessage() + ".");
        } catch (DatabaseUnavailableException _) {
            return Response.plain(503, "Not kept; send it again.");
        }
    }
}
