package io.recaller.backtest.flow;

import io.recaller.backtest.Terms;
import io.recaller.backtest.log.ContactLog;
import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.history.PastContact;
import io.recaller.flow.Context;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.timing.Route;
import io.recaller.hours.OpeningHours;
import io.recaller.menu.Learner;
import io.recaller.menu.Model;
import io.recaller.menu.Moment;
import io.recaller.menu.Signal;
import io.recaller.speech.PromptLengths;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Replays a log through one flow: what would every call have taken, from the answer until its task
 * was reached, with the designer's order and with all that is planned instead? Every call is served
 * before anything is learned of it. Belongs to one thread.
 */
public final class FlowReplay {
    /** As many as a real call remembers. */
    private static final int LONGEST_HISTORY = 1000;

    private final List<ContactLog.Row> rows;
    private final Terms terms;
    private final Flow flow;
    private final Node.Menu menu;
    private final TopicMapping topics;
    private final Map<String, Topic> named;
    private final Learner<Integer> learner;
    private final FieldMemory fields;
    private final Map<WayOfServing, Walker> walkers = new EnumMap<>(WayOfServing.class);
    private final Map<String, Integer> customers = new HashMap<>();
    private final Map<Integer, List<PastContact>> histories = new HashMap<>();
    private final FlowScore score = new FlowScore();

    /**
     * Prompts are as long as their text suggests, so that a result does not depend on what is
     * recorded on this machine.
     *
     * @param menu of this flow, where the log's topics are chosen
     */
    public FlowReplay(ContactLog log, Terms terms, Flow flow, Node.Menu menu) {
        this(log, terms, flow, menu, PromptLengths.estimated());
    }

    FlowReplay(ContactLog log, Terms terms, Flow flow, Node.Menu menu, PromptLengths lengths) {
        var ways = ways(flow, lengths);
        this.rows = log.rows();
        this.terms = terms;
        this.flow = flow;
        this.menu = menu;
        this.topics = TopicMapping.of(flow, menu);
        this.named = topics.of(rows);
        this.learner = new Learner<>(Model.of(topics.named()));
        this.fields = new FieldMemory(flow, ways);
        for (var serving : WayOfServing.values()) {
            walkers.put(serving, new Walker(serving, flow, menu, lengths, ways));
        }
    }

    /** Of a stranger; only what it measures matters. */
    private static Route ways(Flow flow, PromptLengths lengths) {
        var open = OpeningHours.always(flow.hours());
        var nobody = Context.plain(Instant.EPOCH, ZoneOffset.UTC).with(open);
        return new Route(flow, flow.languages().getFirst(), lengths, nobody);
    }

    /** The menus that callers can reach, the one they reach first first. */
    public static List<Node.Menu> menus(Flow flow) {
        var ways = ways(flow, PromptLengths.estimated());
        var lead = new HashMap<Node.Menu, Duration>();
        for (var node : flow.nodes().values()) {
            if (node instanceof Node.Menu menu) {
                ways.between(flow.start(), menu.id()).ifPresent(took -> lead.put(menu, took));
            }
        }
        return lead.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How much of the log the menu's options name; known before anything is replayed. */
    public Covered covered() {
        return topics.covered(rows);
    }

    /** How many calls would be scored; known before anything is replayed. */
    public long calls() {
        var from = (int) (rows.size() * terms.scoreFrom());
        return rows.stream().skip(from).filter(row -> row.channel() == Channel.PHONE).count();
    }

    /**
     * Runs it all.
     *
     * @param progress told now and then how many contacts are done
     */
    public FlowResult run(IntConsumer progress) {
        var warm = (int) (rows.size() * terms.warmup());
        var from = (int) (rows.size() * terms.scoreFrom());
        for (var i = 0; i < rows.size(); i++) {
            step(rows.get(i), i >= Math.min(warm, from), i >= from);
            progress.accept(i + 1);
        }
        return new FlowResult(flow.name(), menu, covered(), score);
    }

    /** Planning begins when the warm-up is over, so that scored calls have some behind them. */
    private void step(ContactLog.Row row, boolean planned, boolean scored) {
        var call = call(row);
        if (planned && row.channel() == Channel.PHONE) {
            var walked = new EnumMap<WayOfServing, Walked>(WayOfServing.class);
            walkers.forEach((serving, walker) -> walked.put(serving, walker.serve(call)));
            if (scored) {
                score.add(call.customer(), walked);
            }
        }
        learn(call, row.channel());
    }

    private ReplayedCall call(ContactLog.Row row) {
        var customer = customers.computeIfAbsent(row.customer(), _ -> customers.size());
        return new ReplayedCall(
                row.at(),
                terms.zone(),
                customer,
                named.getOrDefault(row.topic(), TopicMapping.OTHER),
                learner.model(),
                histories.getOrDefault(customer, List.of()),
                learner.of(customer),
                fields.of(customer));
    }

    private void learn(ReplayedCall call, Channel channel) {
        var signal = new Signal(channel, Nature.INTERACTION);
        var moment = Moment.of(call.at(), call.zone());
        fields.learn(call);
        learner.learn(call.customer(), moment, call.topic(), signal);
        var past = new PastContact(call.at(), channel, Nature.INTERACTION, call.topic());
        var longer = Stream.concat(Stream.of(past), call.history().stream()).limit(LONGEST_HISTORY);
        histories.put(call.customer(), longer.toList());
    }
}
