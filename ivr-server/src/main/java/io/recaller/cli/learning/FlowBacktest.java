package io.recaller.cli.learning;

import io.recaller.backtest.Terms;
import io.recaller.backtest.flow.Covered;
import io.recaller.backtest.flow.FlowReplay;
import io.recaller.backtest.log.ContactLog;
import io.recaller.cli.option.FlowFile;
import io.recaller.cli.option.UsageException;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out whether a log can be replayed through a flow, before it is. */
public final class FlowBacktest {
    /** Below that share of contacts a figure says nothing about the flow. */
    private static final double FEWEST_COVERED = 0.1;

    private FlowBacktest() {}

    /**
     * The log and the flow together.
     *
     * @param node the menu's id; empty: the first adaptive one
     * @throws UsageException naming what does not fit, and what to do
     */
    static FlowReplay of(Path file, Optional<String> node, ContactLog log, Terms terms) {
        var flow = FlowFile.read(file);
        var menus = FlowReplay.menus(flow);
        var menu =
                node.map(id -> named(id, menus, file)).orElseGet(() -> firstAdaptive(menus, file));
        var replay = new FlowReplay(log, terms, flow, menu);
        check(replay.covered(), menu, flow);
        if (replay.calls() == 0) {
            throw new UsageException(
                    "None of the scored contacts came by phone: write phone as the channel of"
                            + " calls, or leave --flow out.");
        }
        return replay;
    }

    private static Node.Menu named(String id, List<Node.Menu> menus, Path file) {
        return menus.stream()
                .filter(menu -> menu.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new UsageException(
                                "--node %s: no menu that callers reach in %s; its menus are %s"
                                        .formatted(id, file, ids(menus))));
    }

    private static Node.Menu firstAdaptive(List<Node.Menu> menus, Path file) {
        return menus.stream()
                .filter(Node.Menu::adaptive)
                .findFirst()
                .orElseThrow(() ->
                        new UsageException(
                                file
                                        + ": callers reach no menu with order: adaptive; there is"
                                        + " nothing to plan"));
    }

    private static String ids(List<Node.Menu> menus) {
        return menus.isEmpty()
                ? "none"
                : menus.stream().map(Node.Menu::id).collect(Collectors.joining(", "));
    }

    private static void check(Covered covered, Node.Menu menu, Flow flow) {
        if (covered.share() < FEWEST_COVERED) {
            throw new UsageException(
                    String.format(
                            Locale.ROOT,
                            "The options of menu %s in flow %s name the topics of %.1f %% of the"
                                    + " contacts; that is too few for a figure. Write the log's"
                                    + " topics under topics: of the options they belong to, such as"
                                    + " %s.",
                            menu.id(),
                            flow.name(),
                            100 * covered.share(),
                            covered.most()));
        }
    }
}
