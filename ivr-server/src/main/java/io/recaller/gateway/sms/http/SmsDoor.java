package io.recaller.gateway.sms.http;

import io.recaller.db.DatabaseUnavailableException;
import io.recaller.gateway.hook.Hook;
import io.recaller.gateway.hook.HookAnswer;
import io.recaller.gateway.hook.HookCall;
import io.recaller.gateway.hook.HookKind;
import io.recaller.gateway.hook.Refused;
import io.recaller.gateway.sms.Receipts;
import io.recaller.gateway.sms.SmsInbox;
import io.recaller.gateway.sms.SmsPlan;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.stream.Stream;

/** What one provider calls back. Any thread; blocking. */
public final class SmsDoor implements Hook {
    /** Their addresses are {@code /sms/GATEWAY} and {@code /sms/GATEWAY/TOKEN}. */
    public static final HookKind KIND = HookKind.named("sms").withTokens();

    private final Aggregator aggregator;
    private final SmsPlan plan;
    private final SmsInbox inbox;
    private final Receipts receipts;
    private final InstantSource clock;
    private final Refused refusals;

    public SmsDoor(SmsPlan plan, SmsInbox inbox, Receipts receipts, InstantSource clock) {
        this.aggregator = HttpCarrier.of(plan);
        this.plan = plan;
        this.inbox = inbox;
        this.receipts = receipts;
        this.clock = clock;
        this.refusals = new Refused(plan.gateway(), clock);
    }

    @Override
    public String gateway() {
        return plan.gateway();
    }

    /** It was taken in only when the status is 200. */
    @Override
    public HookAnswer hear(HookCall call) {
        var callback = ProviderCall.of(call);
        if (!aggregator.isAuthentic(callback)) {
            refusals.told("not signed as it should be, or shows no token of ours");
            return HookAnswer.plain(403, "Signature or token is not right.");
        }
        try {
            var told = aggregator.read(callback, clock.instant());
            told.unreadable().forEach(refusals::told);
            all(
                    Stream.concat(
                            told.messages().stream().map(each -> () -> inbox.take(each)),
                            told.receipts().stream().map(each -> () -> receipts.take(each))));
            return HookAnswer.of(200, aggregator.thanks().type(), aggregator.thanks().body());
        } catch (Aggregator.UnreadableException e) {
            refusals.told(String.valueOf(e.getMessage()));
            return HookAnswer.plain(400, "Not understood: " + e.getMessage() + ".");
        } catch (DatabaseUnavailableException _) {
            return HookAnswer.plain(503, "Not kept; send it again.");
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
