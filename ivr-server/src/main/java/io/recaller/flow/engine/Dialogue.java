package io.recaller.flow.engine;

import io.recaller.customer.TrustTier;
import io.recaller.flow.Collected;
import io.recaller.flow.Field;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.Offering;
import io.recaller.speech.Language;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A contact's place in a flow: all that is needed to go on from here, on any server and channel.
 *
 * @param flow the name of the flow
 * @param flowSha the SHA-256 of the flow's text as served, so a call stays on its version
 * @param node the node now rendered
 * @param position where within the node
 * @param data what was collected and looked up, by name
 * @param path what happened so far, oldest first, for the card and for reports
 */
public record Dialogue(
        String flow,
        String flowSha,
        String node,
        Position position,
        Language language,
        Map<String, String> data,
        List<PathEntry> path) {
    /** The longest path kept; a caller who goes round in circles loses the oldest entries. */
    private static final int LONGEST_PATH = 100;

    public Dialogue {
        data = Map.copyOf(data);
        path = List.copyOf(path);
    }

    /** Nothing has happened yet, and this is the node. */
    public static Dialogue fresh(Flow flow, String node, Language language) {
        return new Dialogue(
                flow.name(),
                flow.source().sha256(),
                node,
                Position.ENTRY,
                language,
                Map.of(),
                List.of());
    }

    /** Enters a node. */
    public Dialogue at(String next) {
        return new Dialogue(flow, flowSha, next, Position.ENTRY, language, data, path)
                .noting(new PathEntry.Entered(next));
    }

    /** From now on in this language. */
    public Dialogue speaking(Language other) {
        return new Dialogue(flow, flowSha, node, position, other, data, path);
    }

    /** Has left the queue, and goes on at this node when it is served next. */
    public Dialogue leavingFor(String exit) {
        return with(ReservedNames.EXIT, exit);
    }

    /** Went to another door, and goes on at this node there. */
    public Dialogue goingOnAt(String next) {
        return without(Set.of(ReservedNames.SWITCH)).leavingFor(next);
    }

    /** Where it goes on that has left the queue; empty: it has not. */
    public Optional<String> leavingFor() {
        return Optional.ofNullable(data.get(ReservedNames.EXIT));
    }

    /** A menu that was being read is read anew from now on. */
    public Dialogue readAnew(Instant now) {
        return placed(position.after(position.attempt(), now));
    }

    /** A look-up is asked for, unless it was already: then it is the same question. */
    public Dialogue lookingUp(long version) {
        return position instanceof Position.LookingUp
                ? this
                : placed(new Position.LookingUp(version));
    }

    Dialogue placed(Position within) {
        return new Dialogue(flow, flowSha, node, within, language, data, path);
    }

    Dialogue noting(PathEntry entry) {
        var longer = new ArrayList<>(path);
        longer.add(entry);
        var from = Math.max(0, longer.size() - LONGEST_PATH);
        return new Dialogue(
                flow, flowSha, node, position, language, data, longer.subList(from, longer.size()));
    }

    /** What has happened since; where the oldest was forgotten meanwhile, all that is known. */
    public List<PathEntry> pathSince(Dialogue before) {
        var isWhole = path.size() < LONGEST_PATH && path.size() >= before.path.size();
        return isWhole ? path.subList(before.path.size(), path.size()) : path;
    }

    Dialogue with(Map<String, String> values) {
        var more = new HashMap<>(data);
        more.putAll(values);
        return new Dialogue(flow, flowSha, node, position, language, more, path);
    }

    Dialogue with(String name, String value) {
        return with(Map.of(name, value));
    }

    Dialogue without(Set<String> names) {
        if (data.isEmpty()) {
            return this;
        }
        var less = new HashMap<>(data);
        less.keySet().removeAll(names);
        return new Dialogue(flow, flowSha, node, position, language, less, path);
    }

    /**
     * Without the values the flow says are secret: so it is written down. That there are some is
     * kept.
     */
    public Dialogue withoutSecrets(Flow served) {
        if (data.isEmpty()) {
            return this;
        }
        var secrets = served.secrets();
        var held = data.keySet().stream().filter(secrets::contains).sorted().toList();
        var open = without(secrets);
        return held.isEmpty()
                ? open.without(Set.of(ReservedNames.HELD))
                : open.with(ReservedNames.HELD, String.join(" ", held));
    }

    /**
     * Whether secrets are needed yet that only the visit holds which wrote this: in their form, and
     * in a look-up. Whoever takes the call away loses them.
     */
    public boolean holdsSecrets(Flow served) {
        var held = Set.of(data.getOrDefault(ReservedNames.HELD, "").split(" "));
        return data.containsKey(ReservedNames.HELD)
                && switch (served.nodes().get(node)) {
                    case Node.Form form ->
                            form.fields().stream().map(Field::name).anyMatch(held::contains);
                    case Node.LookUp _ -> true;
                    case null, default -> false;
                };
    }

    /**
     * The same place, reached by another contact: what the last words were about is not what comes
     * next there.
     *
     * @param hidden values that are not for whoever goes on; in a form that asked for one of them
     *     all that is missing is asked for, and one that speaks of them comes after they were
     */
    public Dialogue takenUp(Flow served, Set<String> hidden) {
        var gone = new HashSet<>(hidden);
        hidden.forEach(name -> gone.add(ReservedNames.prefilled(name)));
        gone.addAll(Set.of(ReservedNames.ABOUT, ReservedNames.AMONG, ReservedNames.STATUS));
        data.keySet().stream().filter(Dialogue::isOfAPage).forEach(gone::add);
        if (answeredRecommendation().isEmpty()) {
            gone.addAll(Set.of(ReservedNames.RECOMMENDED, ReservedNames.RECOMMENDATION));
        }
        var here =
                isFormOf(served, hidden)
                        ? placed(Position.ENTRY)
                        : Untellable.before(served, this, hidden).map(this::at).orElse(this);
        return here.without(gone);
    }

    /** A page beside one contact is not beside the other. */
    private static boolean isOfAPage(String name) {
        return name.startsWith("page.");
    }

    /** Whether it stands in a form that has one of these values already. */
    private boolean isFormOf(Flow served, Set<String> names) {
        return served.nodes().get(node) instanceof Node.Form form
                && form.fields().stream()
                        .map(Field::name)
                        .anyMatch(name -> names.contains(name) && data.containsKey(name));
    }

    /** The names of values that were known and not asked for, or found outside. */
    public Set<String> found(Flow served) {
        var found = new HashSet<String>();
        for (var field : served.fields()) {
            if (data.containsKey(ReservedNames.prefilled(field.name()))) {
                found.add(field.name());
            }
        }
        for (var each : served.nodes().values()) {
            if (each instanceof Node.LookUp lookUp) {
                found.addAll(lookUp.result().keySet());
            }
            if (each instanceof Node.Recommend) {
                found.add(Node.Recommend.ACCEPTED);
            }
        }
        return found;
    }

    /**
     * What the caller keyed that the flow wants kept as known fields (field key to value). Values
     * that were prefilled are known already and not among them.
     */
    public Map<String, String> learned(Flow served) {
        if (data.isEmpty()) {
            return Map.of();
        }
        var learned = new LinkedHashMap<String, String>();
        for (var field : served.fields()) {
            var value = data.get(field.name());
            var prefilled = data.containsKey(ReservedNames.prefilled(field.name()));
            if (value != null && !prefilled && !field.secret()) {
                field.save().ifPresent(key -> learned.put(key, value));
            }
        }
        return learned;
    }

    /** What a page beside the call shows, to be keyed; empty: nothing. */
    public Optional<Matching.Asked> matching() {
        return Matching.asked(this);
    }

    /** Whether the caller keyed what this page showed. */
    public boolean isMatched(String page) {
        return Matching.isMatched(this, page);
    }

    /** Was answered last on a page beside the call, by who is trusted no more than that. */
    public Dialogue answeredBeside(TrustTier most) {
        return with(ReservedNames.CAP, most.name());
    }

    /** Was answered last by the contact itself. */
    public Dialogue answeredByItself() {
        return data.containsKey(ReservedNames.CAP) ? without(Set.of(ReservedNames.CAP)) : this;
    }

    /** As much as what comes of the last answer may be trusted. */
    public TrustTier trusted(TrustTier contact) {
        return Optional.ofNullable(data.get(ReservedNames.CAP))
                .map(TrustTier::valueOf)
                .filter(contact::atLeast)
                .orElse(contact);
    }

    /** Without what was collected and looked up: for who is trusted less than the contact is. */
    public Dialogue withoutCollected(Flow served) {
        return without(served.collected()).without(Set.of(ReservedNames.RECOMMENDATION));
    }

    /** What came of what was recommended; empty: nothing was, or it was not answered. */
    public Optional<Recommending.Answered> answeredRecommendation() {
        return Recommending.answered(this);
    }

    /** Whether something was chosen, or a person asked for. */
    public boolean hasChosen() {
        return path.stream()
                .anyMatch(entry ->
                        switch (entry) {
                            case PathEntry.OptionChosen _,
                                    PathEntry.OfferTaken _,
                                    PathEntry.PersonAsked _ ->
                                    true;
                            case PathEntry.Entered _,
                                    PathEntry.WentBack _,
                                    PathEntry.ProofWrong _,
                                    PathEntry.Unspoken _ ->
                                    false;
                        });
    }

    /** Whether number matching may be begun yet. */
    public boolean mayMatch() {
        return Matching.mayBegin(this);
    }

    /** How often the caller proved wrong who they are, on this call. */
    public int wrongProofs() {
        return (int) path.stream().filter(PathEntry.ProofWrong.class::isInstance).count();
    }

    /** What texts and conditions may use of it. */
    Collected collected(Flow served) {
        return new Collected(language, data, taken(served), hours(served));
    }

    /** The opening hours that were asked for last, or the only ones the flow asks for. */
    private Optional<String> hours(Flow served) {
        return Optional.ofNullable(data.get(ReservedNames.HOURS))
                .or(() -> {
                    var names = served.hours();
                    return names.size() == 1 ? Optional.of(names.first()) : Optional.empty();
                });
    }

    private Optional<Offering> taken(Flow served) {
        for (var entry : path.reversed()) {
            if (entry instanceof PathEntry.OfferTaken(String node, String offer)) {
                return served.nodes().get(node) instanceof Node.Menu menu
                        ? menu.offer(offer)
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Never the data: it may hold what the caller typed. */
    @Override
    public String toString() {
        return "Dialogue[" + flow + " " + node + " " + path + "]";
    }
}
