package io.recaller.continuation;

import io.recaller.conversation.DialogueView;
import io.recaller.conversation.DialogueViews;
import java.util.List;
import java.util.Optional;

/** What pages show, as they have it and as agents see it. Any thread; blocking. */
final class PageStates {
    private final DialogueViews views;
    private final Showings showings;
    private final HandedFiles files;

    PageStates(DialogueViews views, Showings showings, HandedFiles files) {
        this.views = views;
        this.showings = showings;
        this.files = files;
    }

    /** Its dialogue, as far as it may be seen there; empty: it is nobody's any more. */
    Optional<DialogueView> view(Joined page) {
        return views.of(page.call(), page.contact(), page.name(), page.cap());
    }

    /** What it shows where it stands so. */
    Optional<PageState> of(Joined page, PageStanding stands) {
        return view(page).map(view -> of(page, view, stands));
    }

    /** What it shows of that dialogue. */
    PageState of(Joined page, DialogueView view, PageStanding stands) {
        var shown =
                stands.steps() == 0
                        ? Showings.Sight.NOTHING
                        : showings.of(page.contact(), view.language());
        return new PageState(
                shown.turn()
                        .filter(_ -> view.isHandedOff() && !view.over())
                        .orElseGet(() -> PageTurn.of(view, stands.served())),
                view.version() + shown.steps(),
                shown.steps(),
                view.language(),
                !view.over(),
                view.matched(),
                view.digits(),
                files.rules(),
                stands.handedIn() == 0 ? List.of() : files.of(page));
    }
}
