package io.recaller.flow.check;

import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import java.util.List;
import java.util.stream.Stream;

/** Finds what is wrong with a flow that could be read. A flow without problems may be served. */
public final class Checker {
    private Checker() {}

    /** The problems in the order of the file; none when all is well. */
    public static List<FlowProblem> check(Flow flow, Installation installation) {
        return Stream.of(
                        new PathCheck(flow).problems(),
                        new PersonCheck(flow).problems(),
                        new MenuCheck(flow).problems(),
                        new OfferCheck(flow).problems(),
                        new LanguageCheck(flow).problems(),
                        new TextCheck(flow).problems(),
                        new TopicRuleCheck(flow).problems(),
                        new InstallationCheck(flow, installation).problems())
                .flatMap(List::stream)
                .sorted(FlowProblem.IN_ORDER)
                .toList();
    }

    /** What is meant so, perhaps, and has a consequence one might not expect. */
    public static List<FlowProblem> notes(Flow flow) {
        return TopicNotes.of(flow).stream().sorted(FlowProblem.IN_ORDER).toList();
    }

    /** Languages that are none, or written otherwise than others write them. */
    public static List<FlowProblem> languages(Flow flow) {
        return new LanguageCheck(flow).warnings().stream().sorted(FlowProblem.IN_ORDER).toList();
    }

    /** Languages of the flow that are none, however well they are spoken: the cause of the rest. */
    public static List<FlowProblem> doubtfulLanguages(Flow flow) {
        return new LanguageCheck(flow).doubts();
    }

    /** What may be served, but cannot be meant so. */
    public static List<FlowProblem> warnings(Flow flow, Installation installation) {
        return Stream.of(
                        new PathCheck(flow).warnings(),
                        new OfferCheck(flow).warnings(),
                        languages(flow),
                        TypedFields.warnings(flow),
                        PinLengthCheck.warnings(flow),
                        new MoneyUnits(flow).warnings(),
                        new CutTexts(flow).warnings(),
                        new InstallationCheck(flow, installation).warnings())
                .flatMap(List::stream)
                .sorted(FlowProblem.IN_ORDER)
                .toList();
    }
}
