package io.recaller.gateway.sms;

import io.recaller.channel.outbound.Appearance;
import io.recaller.channel.outbound.Gateway;
import io.recaller.channel.outbound.InParts;
import io.recaller.channel.outbound.Outbound;
import io.recaller.db.Database;
import io.recaller.message.Author;
import io.recaller.message.Stops;
import io.recaller.speech.Language;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Sends short messages: what a flow says in as many segments as are paid for, what an agent wrote
 * whole. Nothing goes to whoever wants no more.
 */
public final class SmsGateway implements Gateway {
    /** More of them in a row some telephones do not put together. */
    private static final int MOST_OF_AN_AGENT = 10;

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9*#]{1,20}");

    private final SmsPlan plan;
    private final Database db;
    private final Carrier carrier;
    private final Stops stops = new Stops();

    private final InParts parts = new InParts();

    public SmsGateway(SmsPlan plan, Database db, Carrier carrier) {
        this.plan = plan;
        this.db = db;
        this.carrier = carrier;
    }

    @Override
    public String name() {
        return plan.gateway();
    }

    @Override
    public boolean isHere() {
        return carrier.isHere();
    }

    @Override
    public String send(Outbound message) throws NotSentException {
        if (!NUMBER.matcher(message.peer()).matches()) {
            throw new NotSentException(
                    new Remedy.GiveUp("it came from a name, and only numbers can be answered"));
        }
        if (db.inTransaction(
                tx -> stops.forbids(tx, plan.gateway(), message.peer(), message.seq()))) {
            throw new NotSentException(
                    new Remedy.GiveUp("they wrote STOP: nothing is sent before they write again"));
        }
        return parts.send(
                message.seq(),
                texts(message).stream()
                        .<InParts.Part>map(text -> () -> carry(message, text))
                        .toList());
    }

    private String carry(Outbound message, String text) throws NotSentException {
        return carrier.carry(new Carrier.Parcel(message.seq(), message.peer(), text));
    }

    /**
     * How what a flow says looks there.
     *
     * @param segments as many are paid for at most
     */
    public static Appearance appearance(Outbound message, int segments, Language language) {
        var text = SmsText.of(message.text(), message.buttons(), segments, language);
        return new Appearance(
                List.of(text),
                List.of(),
                OptionalInt.of(Segments.count(text)),
                SmsText.unsaid(message.text(), message.buttons(), text));
    }

    private List<String> texts(Outbound message) {
        return message.author() == Author.AGENT
                ? SmsText.whole(message.text(), Math.max(plan.segments(), MOST_OF_AN_AGENT))
                : List.of(
                        SmsText.of(
                                message.text(),
                                message.buttons(),
                                plan.segments(),
                                plan.language()));
    }
}
