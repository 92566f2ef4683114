package io.recaller.gateway.viber;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.inbound.Inbox;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Storable;
import io.recaller.db.Tx;
import io.recaller.gateway.hook.Hook;
import io.recaller.gateway.hook.HookAnswer;
import io.recaller.gateway.hook.HookCall;
import io.recaller.gateway.hook.LinkedFiles;
import io.recaller.gateway.hook.Refused;
import io.recaller.message.MessageState;
import io.recaller.message.OutgoingMessages;
import io.recaller.message.Threads;
import java.io.IOException;
import java.time.InstantSource;

/** What Viber tells a bot. It is in rows when it is answered with 200. Any thread; blocking. */
public final class ViberDoor implements Hook {
    private static final HookAnswer HAD = HookAnswer.plain(200, "");

    private final ViberBot bot;
    private final Database db;
    private final Inbox inbox;
    private final GatewayTraffic traffic;
    private final InstantSource clock;
    private final Refused refused;
    private final Threads threads = new Threads();
    private final OutgoingMessages outgoing = new OutgoingMessages();
    private final LinkedFiles files;
    private final ViberLeavers leavers;

    public ViberDoor(
            ViberBot bot, Database db, Inbox inbox, GatewayTraffic traffic, InstantSource clock) {
        this.bot = bot;
        this.db = db;
        this.inbox = inbox;
        this.traffic = traffic;
        this.clock = clock;
        this.files = new LinkedFiles(bot.links(), db, clock);
        this.leavers = new ViberLeavers(bot.gateway(), db, clock);
        this.refused = new Refused(bot.gateway(), clock);
    }

    @Override
    public String gateway() {
        return bot.gateway();
    }

    @Override
    public HookAnswer hear(HookCall call) {
        return call.pathToken().map(link -> files.give(call, link)).orElseGet(() -> told(call));
    }

    private HookAnswer told(HookCall call) {
        var isViber =
                call.header(ViberSignature.HEADER)
                        .filter(shown -> ViberSignature.isRight(shown, call.body(), bot.token()))
                        .isPresent();
        if (!isViber) {
            refused.told("they are not signed as Viber signs them");
            return HookAnswer.plain(403, "The signature is not right.");
        }
        try {
            return hear(ViberApi.JSON.readTree(call.body().getBytes()));
        } catch (IOException _) {
            return HookAnswer.plain(400, "The body is not JSON.");
        } catch (DatabaseUnavailableException _) {
            return HookAnswer.plain(503, "Not kept; send it again.");
        }
    }

    private HookAnswer hear(JsonNode event) {
        return switch (ViberEvent.read(bot.gateway(), event, clock.instant())) {
            case ViberEvent.Wrote(var incoming) -> {
                inbox.take(incoming, tx -> leavers.wrote(tx, incoming));
                yield HAD;
            }
            case ViberEvent.Opened opened -> isTalking(opened.person()) ? HAD : welcome(opened);
            case ViberEvent.Became became -> {
                db.runInTransaction(tx ->
                        outgoing.sentAs(tx, bot.gateway(), Storable.mended(became.token()))
                                .ifPresent(seq -> write(tx, seq, became)));
                yield HAD;
            }
            case ViberEvent.Left left -> {
                leavers.left(left);
                yield HAD;
            }
            case ViberEvent.CameBack back -> {
                leavers.cameBack(back);
                yield HAD;
            }
            case ViberEvent.Other() -> HAD;
        };
    }

    private void write(Tx tx, long seq, ViberEvent.Became became) {
        var now = clock.instant();
        if (became.state() != MessageState.FAILED) {
            outgoing.reached(tx, seq, became.state(), now);
        } else if (outgoing.failed(tx, seq, Storable.mended(became.why()), now)) {
            traffic.failed(bot.gateway());
        }
    }

    /** Who comes back in the middle finds what was said last. */
    private boolean isTalking(String person) {
        return db.inTransaction(tx ->
                threads.find(tx, bot.gateway(), person)
                        .flatMap(id -> threads.find(tx, id))
                        .flatMap(thread -> thread.contact())
                        .isPresent());
    }

    private HookAnswer welcome(ViberEvent.Opened opened) {
        return HookAnswer.of(
                200, "application/json", ViberWelcome.to(opened.language(), bot).toString());
    }
}
