package io.recaller;

import io.recaller.api.Api;
import io.recaller.desk.Desk;
import io.recaller.gateway.hook.Hooks;
import io.recaller.gateway.web.CompanionPage;
import io.recaller.gateway.web.MessengerEntries;
import io.recaller.gateway.web.PinPage;
import io.recaller.gateway.web.WebChat;
import java.util.List;
import java.util.Optional;

/** What answers at the port of desk and API. */
record Front(
        Desk desk,
        WebChat chat,
        Optional<CompanionPage> companion,
        Optional<PinPage> pins,
        List<Hooks> hooks,
        MessengerEntries entries,
        Api api) {}
