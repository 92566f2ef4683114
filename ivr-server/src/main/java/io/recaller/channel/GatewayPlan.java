package io.recaller.channel;

import io.recaller.contact.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the settings say of a gateway, whatever its kind.
 *
 * @param name a letter, then up to 30 letters, digits and dashes, all small
 * @param channel what contacts that come in by it are on
 * @param pushes whether what is answered must be sent; false: the other side reads our rows
 * @param answers what is said before a person answers
 * @param within how soon an agent is to answer
 * @param window how long somebody may be answered; empty: at any time
 * @param session how long after somebody's last message no answer is paid for by itself; what goes
 *     out later is; empty: it makes no difference
 */
public record GatewayPlan(
        String name,
        Channel channel,
        boolean pushes,
        Answers answers,
        AnswerTimes within,
        Optional<ReplyWindow> window,
        Optional<Duration> session) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    /** What the flow says to people who write; the lower case name is what settings carry. */
    public enum Answers {
        /** All that it says to callers: menus, questions, the way to a person. */
        MENU,
        /** That a person will answer: it asks nothing, and all goes to people. */
        RECEIPT,
        /** As {@link #RECEIPT}, without a word. */
        NONE
    }

    /** Answered by an agent as soon as is usual on such a channel. */
    public GatewayPlan(String name, Channel channel, boolean pushes, Answers answers) {
        this(name, channel, pushes, answers, AnswerTimes.usual(channel));
    }

    /** Answered at any time. */
    public GatewayPlan(
            String name, Channel channel, boolean pushes, Answers answers, AnswerTimes within) {
        this(name, channel, pushes, answers, within, Optional.empty(), Optional.empty());
    }

    /** The same answered by an agent that soon. */
    public GatewayPlan within(AnswerTimes times) {
        return new GatewayPlan(name, channel, pushes, answers, times, window, session);
    }

    /** The same where people may be answered that long only. */
    public GatewayPlan during(ReplyWindow limit) {
        return new GatewayPlan(name, channel, pushes, answers, within, Optional.of(limit), session);
    }

    /** The same where answers are paid for each after that long. */
    public GatewayPlan paidAfter(Duration length) {
        return new GatewayPlan(name, channel, pushes, answers, within, window, Optional.of(length));
    }

    /** Names of what may be sent at any time by one of these, in order. */
    public static List<String> templates(List<GatewayPlan> plans) {
        return plans.stream()
                .flatMap(plan -> plan.window().stream())
                .flatMap(window -> window.templates().stream())
                .map(ApprovedText::id)
                .distinct()
                .sorted()
                .toList();
    }

    /** Answered by menus. */
    public GatewayPlan(String name, Channel channel, boolean pushes) {
        this(name, channel, pushes, Answers.MENU);
    }

    public GatewayPlan {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a gateway's name is a small letter, then up to 30 of a-z, 0-9 and -: " + name);
        }
    }
}
