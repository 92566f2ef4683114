package io.recaller.settings;

import io.recaller.settings.file.SettingsFile;
import java.nio.file.Path;
import java.util.Map;

/** Settings for tests, and reading them as a server does. */
final class SomeSettings {
    static final Path FOLDER = Path.of("/etc/recaller");

    /** What none can do without. */
    static final String LEAST =
            """
            time-zone: Asia/Almaty
            numbers: {8000: telecom}
            agi: {token: t0ken}
            ami: {secret: s3cret}
            """;

    /** Every key there is, none at its default. */
    static final String EVERY_KEY =
            """
            time-zone: Europe/Zurich
            default-region: CH
            folder: /srv/recaller
            flows: trees
            pins: {pepper-file: /etc/recaller/pepper}
            numbers: {0800123: {flow: telecom, language: ru}, 0800124: telecom}
            going-on: {offered-for: 45m, call: +41 800 12 31 24, dialled: 0800124, links: {wa: '+41 79 123 45 67'}}
            menu:
              control-share: 0.5
              policies: {order: 0.75, designed: 0.25}
              hysteresis: 0s
              wrong-offer: 20s
              fall-back: false
              fall-back-customers: 50
            database:
              url: jdbc:postgresql://db/recaller
              user: ivr
              password: pa55
              folder: pg
              port: 5555
            agi: {host: 10.0.0.1, port: 4574, token: t0ken, max-calls: 7, peers: [10.0.0.2]}
            ami: {host: 10.0.0.2, port: 5039, user: ivr, secret: s3cret, tls: true}
            http: {host: 10.0.0.3, port: 80, behind-tls: true, proxies: [10.0.0.7, 10.9.0.0/16]}
            management: {host: 10.0.0.4, port: 81}
            api:
              keys:
                crm: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                shop:
                  sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                  scopes: [report, read]
            speech:
              command: [say, "{text}"]
              voices: {en: en-gb}
              rate: 170
              recordings: audio
            fields:
              account: {kind: digits, sensitivity: secret, tier: claimed, retention: 10d, label: {en: Account, ru: Лицевой счёт}}
            desk:
              search-everywhere: [dana]
              breaks: {lunch: {en: Lunch, kk: Түскі ас}, training: Training}
              proofs: {passport: {ru: Паспорт}}
              links:
                CRM: https://crm.example/c/{account}
                search: {url: "https://crm.example/?q={number}", label: {ru: Найти}}
            facts: {area-field: account}
            look-ups:
              status:
                url: https://crm/status
                method: post
                timeout: 1s
                bearer: b34rer
                results: {outage: /outage}
            routing: {ring-for: 15s, longest-wait: 5m, announce-every: 30s, desk-lease: 40s, wrap-up: 5s, longest-wrap-up: 3m, poll: 1s, capacity: {phone: 2, chat: 5, messenger: 6, sms: 7, email: 8, web: 9}, weight: {chat: 30, messenger: 20, sms: 25, email: 10, web: 5}, service-level: {within: 30s, target: 0.9}}
            hours:
              office: {mon-tue: "09:00-18:00", zone: Asia/Kathmandu, holidays: [2026-12-31 09:00-14:00 Eve]}
              hotline: open
            queues:
              support:
                steps:
                  - {agent: last, for: 20s}
                  - {skills: {tv: 2}, any: {"language:{language}": 1}, for: 1m}
                hours: office
                greeting: {en: Welcome., kk: Қош келдіңіз.}
                music: jazz
                announce-every: 45s
                longest-wait: 10m
                ring-for: 25s
                wrap-up: 2m
                service-level: {within: 10s, target: 0.7}
                overflow:
                  longest-wait: {queue: sales}
                  closed: {message: {en: We're closed.}, then: end}
                  unstaffed: flow
                call-back: true
                voicemail: {en: Speak after the tone.}
              sales: {}
            call-back:
              prefixes: ['+4179', '+41']
              attempts: 5
              pause: 10m
              ring-for: 40s
              keep: 8h
              requests-a-day: 2
              greeting: {en: This is Contoso.}
            voicemail:
              longest: 3m
              silence: 8s
              shortest: 1500ms
              messages-a-day: 9
              wait: 6d
              keep: 10d
            retention: {contacts: 730d, activities: 1d, requests: 365d, facts: 90d}
            transfers:
              outside: {prefixes: ["+4144", 079], dial: "PJSIP/{number}@trunk", caller-number: "+41443332211"}
            attachments: {max-size: 5MB, per-message: 3, a-day: 1GB, in-all: 5000GB, types: [png, pdf]}
            notices: {quiet-hours: "22:00-8:30", time-zone-field: account, a-day: 2, a-week: 5, call: {greeting: {en: This is Aspan.}, prefixes: ["+7701"], attempts: 3, pause: 30m, ring-for: 20s, a-day: 50, at-once: 4}}
            recommendations: {control-share: 0.25, after-no: 7d, same-after-no: 30d, most-shown: 2, in-flows: true, complaints: [claim, quality]}
            companion: {url: "https://ivr.example/c", channels: [sms], chat: site, prefixes: ["+7"], a-day: 5, call: "+7 727 200 00 00",
              documents: {tariffs: {url: "https://telecom.example/tariffs.pdf", label: {en: Tariffs, ru: Тарифы}}, terms: "https://telecom.example/terms"}}
            channels:
              site: {kind: web, flow: telecom, language: ru, origins: ["https://shop.example"], visitor-secret: 0123456789abcdef0123456789abcdef, answer-within: 30s, next-answer-within: 90s}
              bot: {kind: telegram, flow: telecom, token: b0t, url: "http://127.0.0.1:8082"}
              vb: {kind: viber, flow: telecom, token: k3y, name: Aspan, address: "https://ivr.example", url: "http://127.0.0.1:8084"}
              ask: {kind: form, flow: telecom, origins: ["https://shop.example"], token: 0123456789abcdef, fields: {text: message, email: mail, phone: tel, name: fio, topic: subject, language: lang, id: uuid}, also: [order, city], trap: website, mail: post, sms: sms, thanks: "https://shop.example/thanks", most-an-hour: 5, answer: receipt}
              club: {kind: vk, flow: telecom, token: vk1.a, group: 77, url: "http://127.0.0.1:8083"}
              sms: {kind: sms, flow: telecom, provider: kannel, url: "http://127.0.0.1:13013/cgi-bin/sendsms", user: tester, password: fo0bar, from: 7878, token: 0123456789abcdef, address: "https://ivr.example", segments: 3, per-second: 50}
              wa: {kind: whatsapp, flow: telecom, language: ru, account: "106540352242922", token: EAAx, secret: app5ecret, verify-token: 0123456789abcdef, url: "http://127.0.0.1:8083", api-version: v24.0, template: {name: we_answer, language: ru, text: Мы готовы ответить.}, templates: {order: {name: order_ready, language: ru, text: '{name}, готово.'}}}
              post:
                kind: mail
                flow: telecom
                address: support@aspan.example
                name: Aspan Telecom
                answer: menu
                user: support
                password: p0st
                folder: Support
                imap: {host: imap.aspan.example, port: 1143, security: starttls}
                smtp: {host: smtp.aspan.example, port: 25, security: none, login: false}
            """;

    private SomeSettings() {}

    static Settings read(String yaml, Map<String, String> environment) {
        var file = new SettingsFile("recaller.yaml", FOLDER, yaml, environment);
        return SettingsReader.read(file, FOLDER);
    }
}
