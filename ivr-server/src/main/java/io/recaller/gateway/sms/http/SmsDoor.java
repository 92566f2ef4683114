package io.recaller.gateway.sms.http;

import io.recaller.db.DatabaseUnavailableException;
import io.recaller.gateway.sms.Receipts;
import io.recaller.gateway.sms.SmsInbox;
import io.recaller.gateway.sms.SmsPlan;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.stream.Stream;

/** What one provider calls back. Any thread; blocking. */
public final class SmsDoor {
    private final Aggregator aggregator;
    private final SmsPlan plan;
    private final SmsInbox inbox;
    private final Receipts receipts;
    private final InstantSource clock;
    private final RefusalLog refusals;

    public SmsDoor(SmsPlan plan, SmsInbox inbox, Receipts receipts, InstantSource clock) {
        this.aggregator = HttpCarrier.of(plan);
        this.plan = plan;
        this.inbox = inbox;
        this.receipts = receipts;
        this.clock = clock;
        this.refusals = new RefusalLog(plan.gateway(), clock);
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
            refusals.refused("not signed as it should be, or shows no token of ours");
            return Response.plain(403, "Signature or token is not right.");
        }
        try {
            var told = aggregator.read(callback, clock.instant());
            told.unreadable().forEach(refusals::refused);
            all(
                    Stream.concat(
                            told.messages().stream().map(each -> () -> inbox.take(each)),
                            told.receipts().stream().map(each -> () -> receipts.take(each))));
            return new Response(200, aggregator.thanks().type(), aggregator.thanks().body());
        } catch (Aggregator.UnreadableException e) {
            refusals.refused(String.valueOf(e.getMessage()));
            return Response.plain(400, "Not understood: " + e.getMessage() + ".");
        } catch (DatabaseUnavailableException _) {
            return Response.plain(503, "Not kept; send it again.");
        }
    }

    /** One that cannot be taken in keeps out none of the others; then all come again. */
    private static void all(Stream<Runnable> deeds) {
        var failures = new ArrayList<RuntimeException>();
        deeds.forEach(deed -> {
            try {
                deed.run();
            } catch (RuntimeException failure) {
                failures.add(failure);
            }
        });
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }
}
