package io.recaller;

import io.recaller.channel.AgentMessages;
import io.recaller.channel.Gateways;
import io.recaller.channel.Inbox;
import io.recaller.channel.Lanes;
import io.recaller.channel.WrittenOffers;
import io.recaller.contact.ContactId;
import io.recaller.conversation.Conversations;
import io.recaller.routing.AgentPhones;
import io.recaller.routing.PhoneEvents;
import io.recaller.routing.Talks;
import io.recaller.settings.Settings;

/** Makes what people who write are answered with. */
record ChannelParts(Foundation ground, Gateways gateways) {
    static ChannelParts of(Foundation ground) {
        var plans = ground.settings().channels().stream().map(Settings.Writing::gateway).toList();
        return new ChannelParts(ground, new Gateways(plans));
    }

    Lanes lanes(Conversations conversations) {
        var stores = ground.stores();
        return new Lanes(
                stores.database(),
                conversations,
                stores.contacts(),
                gateways,
                () -> new ContactId(stores.ids().get()),
                ground.settings().serverName(),
                ground.clock());
    }

    Inbox inbox(Lanes lanes) {
        return new Inbox(ground.stores().database(), lanes::told, ground.clock());
    }

    AgentMessages agents(PhoneEvents events) {
        return new AgentMessages(
                ground.stores().database(),
                gateways,
                new Talks(ground.settings().routing(), ground.settings().serverName()),
                events,
                ground.stores().contacts(),
                ground.clock());
    }

    /** Where nobody writes, agents hear of calls only. */
    AgentPhones offers(AgentPhones phones) {
        return gateways.areNone() ? phones : new WrittenOffers(phones);
    }
}
