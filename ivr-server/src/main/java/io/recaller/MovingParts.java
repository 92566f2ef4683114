package io.recaller;

import io.recaller.callback.CallableNumbers;
import io.recaller.callback.Callbacks;
import io.recaller.channel.GatewayPlan;
import io.recaller.contact.ContactId;
import io.recaller.continuation.ChannelLinks;
import io.recaller.continuation.CompanionRules;
import io.recaller.continuation.PageChats;
import io.recaller.conversation.CallCodes;
import io.recaller.conversation.CalledInstead;
import io.recaller.conversation.Elsewhere;
import io.recaller.conversation.Flows;
import io.recaller.conversation.LeftOff;
import io.recaller.conversation.Switches;
import io.recaller.conversation.context.Budgeted;
import io.recaller.conversation.dialogue.DatabaseDialogues;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.conversation.moving.CallbackMoves;
import io.recaller.conversation.moving.CodeMoves;
import io.recaller.conversation.moving.Departures;
import io.recaller.conversation.moving.Moves;
import io.recaller.conversation.moving.StoredCallCodes;
import io.recaller.conversation.moving.StoredLeftOff;
import io.recaller.conversation.moving.ThreadMoves;
import io.recaller.conversation.moving.WrittenCallbacks;
import io.recaller.customer.pin.CodePrints;
import io.recaller.customer.pin.Pepper;
import io.recaller.message.ThreadId;
import io.recaller.settings.Settings;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes what takes contacts from one door to another, and lets them go on there. */
record MovingParts(Foundation ground, Flows flows, DatabaseDialogues dialogues, Executor workers) {
    /**
     * Where pages go on after their calls; empty: nowhere.
     *
     * @param told of a thread in which something is to be said
     */
    Optional<PageChats> pageChats(Consumer<ThreadId> told) {
        var stores = ground.stores();
        return ground.settings()
                .companion()
                .flatMap(CompanionRules::chat)
                .map(gateway ->
                        new PageChats(
                                stores.database(),
                                gateway,
                                moved(),
                                dialogues,
                                stores.contacts(),
                                newContact(),
                                told,
                                ground.clock()));
    }

    /** How contacts go on where others stood. */
    Elsewhere elsewhere() {
        var stores = ground.stores();
        var goingOn = ground.settings().goingOn();
        return new Elsewhere(
                goingOn.offered()
                        .<LeftOff>map(within ->
                                new StoredLeftOff(
                                        stores.database(),
                                        departures(),
                                        within,
                                        new Budgeted(workers),
                                        ground.clock()))
                        .orElseGet(LeftOff::nothing),
                codes().<CallCodes>map(each -> each).orElseGet(CallCodes::none));
    }

    /** By which people go on in messengers. */
    ChannelLinks links() {
        return new ChannelLinks(
                ground.stores().database(),
                departures(),
                ground.settings().goingOn().links(),
                ground.clock());
    }

    /** As their flows are now. */
    MovedDialogues moved() {
        return new MovedDialogues(
                ground.stores().contacts(), ground.settings().fields(), flows::version);
    }

    private Departures departures() {
        var channels = ground.settings().channels();
        return new Departures(
                moved(),
                name ->
                        channels.stream()
                                .map(Settings.Writing::gateway)
                                .filter(each -> each.name().equals(name))
                                .allMatch(GatewayPlan::pushes));
    }

    private Optional<StoredCallCodes> codes() {
        var stores = ground.stores();
        return ground.settings()
                .goingOn()
                .codes()
                .filter(_ -> !(stores.pins().pepper() instanceof Pepper.Missing))
                .map(place ->
                        new StoredCallCodes(
                                stores.database(),
                                departures(),
                                new CodePrints(stores.pins().pepper()),
                                place,
                                new SecureRandom(),
                                ground.clock()));
    }

    /** To other doors than a page beside the call. */
    Switches moves() {
        var stores = ground.stores();
        return new Moves(
                new ThreadMoves(
                        stores.database(),
                        moved(),
                        stores.contacts(),
                        ground.settings().written(),
                        newContact(),
                        ground.clock()),
                new CodeMoves(stores.database(), codes(), ground.clock()),
                new CallbackMoves(
                        stores.database(),
                        moved(),
                        callbacks(),
                        callable(),
                        newContact(),
                        ground.clock()));
    }

    /** How whoever waits in writing is called instead; never where nobody can be. */
    CalledInstead instead() {
        if (!ground.settings().hasTelephone()) {
            return CalledInstead.never();
        }
        return new WrittenCallbacks(
                ground.stores().database(),
                moved(),
                callbacks(),
                callable(),
                newContact(),
                ground.clock());
    }

    private Callbacks callbacks() {
        return new Callbacks(ground.settings().callback().rules());
    }

    private CallableNumbers callable() {
        return new CallableNumbers(
                ground.stores().handles()::caller, ground.settings().callback().rules().prefixes());
    }

    private Supplier<ContactId> newContact() {
        var ids = ground.stores().ids();
        return () -> new ContactId(ids.get());
    }
}
