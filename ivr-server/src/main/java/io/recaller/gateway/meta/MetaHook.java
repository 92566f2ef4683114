package io.recaller.gateway.meta;

import io.recaller.db.Database;
import io.recaller.gateway.hook.Hook;
import io.recaller.gateway.hook.HookAnswer;
import io.recaller.gateway.hook.HookCall;
import io.recaller.gateway.hook.HookKind;
import io.recaller.gateway.hook.LinkedFiles;
import io.recaller.gateway.hook.Refused;
import java.time.InstantSource;
import java.util.List;

/** Where Meta calls back for one channel, {@code /meta/GATEWAY}. Any thread; blocking. */
public final class MetaHook implements Hook {
    /** whatsapp/cloud-api/guides/set-up-webhooks: payloads are up to 3 MB. */
    public static final HookKind KIND = HookKind.named("meta").upTo(3 << 20).withTokens();

    private final MetaPlan plan;
    private final MetaWebhook webhook;
    private final LinkedFiles files;
    private final Refused refused;

    private MetaHook(MetaPlan plan, MetaWebhook webhook, Database db, InstantSource clock) {
        this.plan = plan;
        this.webhook = webhook;
        this.files = new LinkedFiles(plan.links(), db, clock);
        this.refused = new Refused(plan.gateway(), clock);
    }

    /** One for each account: what comes to one may be for another. */
    public static List<MetaHook> of(List<MetaDoor> doors, Database db, InstantSource clock) {
        var webhook = new MetaWebhook(doors);
        return doors.stream().map(door -> new MetaHook(door.plan(), webhook, db, clock)).toList();
    }

    @Override
    public String gateway() {
        return plan.gateway();
    }

    @Override
    public HookAnswer hear(HookCall call) {
        return call.pathToken().map(link -> files.give(call, link)).orElseGet(() -> told(call));
    }

    private HookAnswer told(HookCall call) {
        return switch (call.method()) {
            case "GET" ->
                    MetaWebhook.verified(
                            plan,
                            call.asked("hub.mode").orElse(""),
                            call.asked("hub.verify_token").orElse(""),
                            call.asked("hub.challenge").orElse(""));
            case "POST" -> posted(call);
            default -> HookAnswer.plain(405, "GET verifies the address, POST tells something.");
        };
    }

    private HookAnswer posted(HookCall call) {
        var answer =
                webhook.heard(
                        plan,
                        call.body().getBytes(),
                        call.header("x-hub-signature-256").orElse(""));
        if (answer.status() != 200) {
            refused.told(answer.body());
        }
        return answer;
    }
}
