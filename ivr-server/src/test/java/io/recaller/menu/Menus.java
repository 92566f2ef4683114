package io.recaller.menu;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.history.PastContact;
import io.recaller.menu.planner.Layout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Words to write menus and pasts with. */
final class Menus {
    static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    static final MenuOption INTERNET = option("internet", '1', Pin.NONE, "internet", "outage");
    static final MenuOption MOBILE = option("mobile", '2', Pin.NONE, "mobile");
    static final MenuOption PAY_TV = option("pay_tv", '6', Pin.NONE, "billing.tv");
    static final MenuOption BILLS = option("bills", '5', Pin.NONE, "billing");
    static final MenuOption AGENT = option("agent", '0', Pin.LAST);
    static final List<MenuOption> TELECOM = List.of(INTERNET, MOBILE, PAY_TV, BILLS, AGENT);

    private Menus() {}

    static MenuOption option(String id, char key, Pin pin, String... topics) {
        var served = Stream.of(topics).map(Topic::new).toList();
        return new MenuOption(id, key, served, false, pin, true, Duration.ofMillis(2500));
    }

    static MenuOption sensitive(MenuOption option) {
        return new MenuOption(
                option.id(),
                option.key(),
                option.topics(),
                option.other(),
                option.pin(),
                false,
                option.length());
    }

    static PastContact call(String topic, Duration ago) {
        return past(Channel.PHONE, Nature.INTERACTION, topic, ago);
    }

    static PastContact past(Channel channel, Nature nature, String topic, Duration ago) {
        return new PastContact(NOW.minus(ago), channel, nature, new Topic(topic));
    }

    static List<String> order(Layout layout) {
        return layout.options().stream().map(spoken -> spoken.option().id()).toList();
    }
}
