package io.recaller;

import io.recaller.channel.ReplyWindow;
import io.recaller.continuation.AgentPages;
import io.recaller.continuation.CallLinks;
import io.recaller.continuation.ChannelLinks;
import io.recaller.continuation.Companion;
import io.recaller.continuation.CompanionRules;
import io.recaller.continuation.HandedFiles;
import io.recaller.continuation.LinkDoor;
import io.recaller.continuation.LinkPlace;
import io.recaller.continuation.OwnAccounts;
import io.recaller.continuation.PageChats;
import io.recaller.continuation.PageLinks;
import io.recaller.continuation.PinKeying;
import io.recaller.continuation.Showings;
import io.recaller.conversation.Conversations;
import io.recaller.conversation.DialogueViews;
import io.recaller.conversation.Flows;
import io.recaller.conversation.Switches;
import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.gateway.sms.Senders;
import io.recaller.gateway.sms.SmsLinkDoor;
import io.recaller.gateway.web.Blocking;
import io.recaller.gateway.web.ChatLimits;
import io.recaller.gateway.web.CompanionPage;
import io.recaller.gateway.web.PinPage;
import io.recaller.settings.Settings;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Makes pages beside calls, where the settings have them.
 *
 * @param isHeard whether a call can be fetched to hear what its page answered
 */
record CompanionParts(Foundation ground, BooleanSupplier isHeard) {
    /** By which callers are sent their page; none where there is none. */
    Switches switches() {
        return ground.settings().companion().<Switches>map(this::links).orElseGet(Switches::none);
    }

    private PageLinks links(CompanionRules rules) {
        return new PageLinks(
                ground.stores().database(),
                rules,
                doors(rules),
                isHeard,
                ground.stores().ids(),
                ground.clock());
    }

    private List<LinkDoor> doors(CompanionRules rules) {
        var senders = new Senders(ground.stores().handles());
        return rules.gateways().stream().flatMap(name -> door(name, senders).stream()).toList();
    }

    /** What agents show on pages. */
    private Showings showings(CompanionRules rules, Flows flows) {
        return new Showings(
                ground.stores().database(),
                flows,
                ground.stores().fields(),
                rules.documents(),
                ground.stores().ids(),
                ground.clock());
    }

    private HandedFiles files(Showings showings) {
        return new HandedFiles(
                ground.stores().database(),
                ground.stores().contacts(),
                showings,
                ground.room(),
                ground.clock());
    }

    /** Pages as agents use them; none where there are none. */
    Optional<AgentPages> ofAgents(
            Flows flows, DialogueStore dialogues, DialogueViews views, ChannelLinks messengers) {
        return ground.settings()
                .companion()
                .map(rules -> {
                    var showings = showings(rules, flows);
                    return new AgentPages(
                            ground.stores().database(),
                            dialogues,
                            ground.stores().contacts(),
                            flows,
                            links(rules),
                            views,
                            showings,
                            new CallLinks(
                                    ground.stores().database(),
                                    rules,
                                    doors(rules),
                                    messengers,
                                    flow -> answering(ground.settings(), messengers, flow),
                                    ground.clock()),
                            files(showings),
                            ground.clock());
                });
    }

    /** Where that flow answers whoever comes by a link. */
    static List<LinkPlace> answering(Settings settings, ChannelLinks links, String flow) {
        var same =
                settings.channels().stream()
                        .filter(each -> each.flow().equals(flow))
                        .map(each -> each.gateway().name())
                        .toList();
        return links.places().stream().filter(each -> same.contains(each.gateway())).toList();
    }

    private Optional<LinkDoor> door(String name, Senders senders) {
        var stores = ground.stores();
        return ground.settings().channels().stream()
                .filter(each -> each.gateway().name().equals(name))
                .findFirst()
                .map(each ->
                        each.kind() instanceof Settings.Kind.Sms
                                ? new SmsLinkDoor(name, senders)
                                : new OwnAccounts(
                                        name,
                                        each.gateway().window().map(ReplyWindow::flow),
                                        stores.customers(),
                                        stores.contacts()));
    }

    /** Those of the page for a PIN. */
    Optional<PinPage> pins(Vertx vertx, PinKeying keying) {
        return ground.settings()
                .companion()
                .map(_ ->
                        new PinPage(
                                vertx,
                                keying,
                                this::kind,
                                ground.settings().web().proxies()::clientOf,
                                ChatLimits.defaults(),
                                ground.clock()));
    }

    private String kind(String gateway) {
        return ground.settings().channels().stream()
                .filter(each -> each.gateway().name().equals(gateway))
                .findFirst()
                .map(each ->
                        switch (each.kind()) {
                            case Settings.Kind.Web _, Settings.Kind.Form _ -> "chat";
                            case Settings.Kind.Sms _ -> "sms";
                            case Settings.Kind.Telegram _ -> "telegram";
                            case Settings.Kind.Mail _ -> "mail";
                            case Settings.Kind.Vk _ -> "vk";
                            case Settings.Kind.Viber _ -> "viber";
                            case Settings.Kind.Meta(var plan) -> plan.service().word();
                        })
                .orElse("");
    }

    /** Its routes. */
    Optional<CompanionPage> page(
            Vertx vertx,
            Blocking storing,
            Conversations conversations,
            DialogueViews views,
            Flows flows,
            Asterisk asterisk,
            Optional<PageChats> chats) {
        return ground.settings()
                .companion()
                .map(rules -> {
                    var showings = showings(rules, flows);
                    var files = files(showings);
                    return new CompanionPage(
                            vertx,
                            new Companion(
                                    ground.stores().database(),
                                    conversations,
                                    views,
                                    (contact, last) ->
                                            asterisk.link()
                                                    .map(link -> link.mover().fetch(contact, last))
                                                    .orElse(false),
                                    showings,
                                    files,
                                    ground.clock()),
                            chats,
                            files,
                            storing,
                            ground.settings().web().proxies()::clientOf,
                            ChatLimits.defaults(),
                            rules.call(),
                            ground.settings().web().secureCookie(),
                            ground.clock());
                });
    }
}
