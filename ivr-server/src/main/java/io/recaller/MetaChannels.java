package io.recaller;

import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.outbound.Gateway;
import io.recaller.gateway.meta.MetaDoor;
import io.recaller.gateway.meta.MetaGateway;
import io.recaller.gateway.meta.MetaHook;
import io.recaller.gateway.meta.MetaOutcomes;
import io.recaller.gateway.meta.MetaPlan;
import io.recaller.gateway.meta.ToldNumbers;
import io.recaller.settings.Settings;
import java.util.List;
import java.util.stream.Stream;

/** Makes what messages at Meta come in by and go out by. */
final class MetaChannels {
    private final Foundation ground;
    private final Inbox inbox;
    private final GatewayTraffic traffic;

    MetaChannels(Foundation ground, Inbox inbox, GatewayTraffic traffic) {
        this.ground = ground;
        this.inbox = inbox;
        this.traffic = traffic;
    }

    /** Where Meta calls back. */
    List<MetaHook> hooks() {
        return MetaHook.of(
                ground.settings().channels().stream()
                        .map(Settings.Writing::kind)
                        .flatMap(kind ->
                                kind instanceof Settings.Kind.Meta(var plan)
                                        ? Stream.of(door(plan))
                                        : Stream.empty())
                        .toList(),
                ground.stores().database(),
                ground.clock());
    }

    private MetaDoor door(MetaPlan plan) {
        return new MetaDoor(
                plan,
                inbox,
                new MetaOutcomes(plan, ground.stores().database(), traffic, ground.clock()),
                new ToldNumbers(
                        ground.stores().handles(),
                        ground.stores().links(),
                        ground.stores().database(),
                        ground.clock()),
                ground.clock());
    }

    Gateway sending(MetaPlan plan) {
        return new MetaGateway(plan, ground.stores().database(), ground.clock());
    }
}
