package io.recaller;

import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.outbound.Gateway;
import io.recaller.channel.outbound.Holding;
import io.recaller.gateway.sms.Receipts;
import io.recaller.gateway.sms.Senders;
import io.recaller.gateway.sms.SmsGateway;
import io.recaller.gateway.sms.SmsInbox;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.gateway.sms.http.HttpCarrier;
import io.recaller.gateway.sms.http.SmsDoor;
import io.recaller.gateway.sms.smpp.SmppDoor;
import io.recaller.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes what short messages come in by and go out by. */
final class SmsChannels {
    private final Foundation ground;
    private final Inbox inbox;
    private final GatewayTraffic traffic;
    private final Map<String, SmppDoor> centres = new HashMap<>();

    private SmsChannels(Foundation ground, Inbox inbox, GatewayTraffic traffic) {
        this.ground = ground;
        this.inbox = inbox;
        this.traffic = traffic;
    }

    static SmsChannels of(
            Foundation ground,
            Inbox inbox,
            Holding holding,
            GatewayHealth health,
            GatewayTraffic traffic) {
        var channels = new SmsChannels(ground, inbox, traffic);
        for (var plan : plans(ground.settings())) {
            if (plan.provider() == SmsPlan.Provider.SMPP) {
                channels.centres.put(
                        plan.gateway(),
                        new SmppDoor(
                                plan,
                                ground.stores().database(),
                                channels.inbox(plan),
                                channels.receipts(plan),
                                holding,
                                health,
                                ground.clock()));
            }
        }
        return channels;
    }

    private static List<SmsPlan> plans(Settings settings) {
        return settings.channels().stream()
                .flatMap(channel ->
                        channel.kind() instanceof Settings.Kind.Sms(var plan)
                                ? List.of(plan).stream()
                                : List.<SmsPlan>of().stream())
                .toList();
    }

    /** Where providers that speak HTTP call back. */
    List<SmsDoor> hooks() {
        return plans(ground.settings()).stream()
                .filter(plan -> plan.provider() != SmsPlan.Provider.SMPP)
                .map(plan -> new SmsDoor(plan, inbox(plan), receipts(plan), ground.clock()))
                .toList();
    }

    Gateway sending(SmsPlan plan) {
        var centre = centres.get(plan.gateway());
        return new SmsGateway(
                plan, ground.stores().database(), centre == null ? new HttpCarrier(plan) : centre);
    }

    /** Bound from now on, where that is how messages come. */
    Optional<AutoCloseable> asking(SmsPlan plan) {
        var centre = Optional.ofNullable(centres.get(plan.gateway()));
        centre.ifPresent(SmppDoor::start);
        return centre.map(each -> each);
    }

    private SmsInbox inbox(SmsPlan plan) {
        return new SmsInbox(
                plan,
                ground.stores().database(),
                inbox,
                new Senders(ground.stores().handles()),
                ground.clock());
    }

    private Receipts receipts(SmsPlan plan) {
        return new Receipts(ground.stores().database(), plan.gateway(), traffic, ground.clock());
    }
}
