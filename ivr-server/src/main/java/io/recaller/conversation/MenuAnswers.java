package io.recaller.conversation;

import io.recaller.conversation.dialogue.DialogueStore.Heard;
import io.recaller.conversation.dialogue.Listening;
import io.recaller.flow.Context;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.Engine;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an answer to a menu says of how the menu was heard. Immutable; any thread. */
final class MenuAnswers {
    private final Flow flow;
    private final Engine engine;

    MenuAnswers(Flow flow, Engine engine) {
        this.flow = flow;
        this.engine = engine;
    }

    /**
     * What is noted of it; nothing where it is not a menu, or only a page was wished for.
     *
     * @param after from the first syllable to the reply, or to the end of patience
     */
    List<Heard> heard(
            Turn.Choose menu,
            Reply reply,
            Dialogue dialogue,
            Context context,
            Duration after,
            Instant now) {
        if (!menu.isMenu() || isForPage(menu, reply, context)) {
            return List.of();
        }
        var key =
                reply instanceof Reply.Text words
                        ? engine.keyOf(flow, dialogue, words, context)
                        : menu.keyOf(reply);
        return List.of(Listening.answered(dialogue, menu, reply, key, after, now));
    }

    /** It chooses nothing, and is no mistake: the menu is heard after it. */
    private boolean isForPage(Turn.Choose menu, Reply reply, Context context) {
        var key = menu.keyOf(reply);
        return flow.page().filter(page -> key.equals(Optional.of("" + page.key()))).isPresent()
                && menu.choices().stream().noneMatch(each -> key.equals(Optional.of(each.key())))
                && context.page();
    }
}
