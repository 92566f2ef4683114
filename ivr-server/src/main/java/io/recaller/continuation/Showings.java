package io.recaller.continuation;

import io.recaller.contact.ContactId;
import io.recaller.contact.history.Timeline;
import io.recaller.conversation.Flows;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.KnownField;
import io.recaller.customer.field.KnownFields;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.flow.Field;
import io.recaller.flow.Node;
import io.recaller.flow.engine.Reply;
import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What agents show on pages beside their calls: the page asks for each value of a form in turn, and
 * what is given is there for the agent at once. The dialogue itself stands still meanwhile. Any
 * thread; blocking.
 */
public final class Showings {
    private static final Logger log = LoggerFactory.getLogger(Showings.class);

    /** Where values come from, in words of the register. */
    private static final String SOURCE = "page";

    private static final OwnWords THANKS =
            OwnWords.of(
                    "Thank you, it has arrived. Go on talking on the phone.",
                    "Спасибо, всё получено. Продолжайте разговор по телефону.",
                    "Рақмет, бәрі жетті. Телефондағы әңгімені жалғастырыңыз.",
                    "Danke, es ist angekommen. Sprechen Sie am Telefon weiter.",
                    "Merci, c’est bien arrivé. Poursuivez au téléphone.",
                    "Gracias, ha llegado. Siga hablando por teléfono.",
                    "Grazie, è arrivato. Continui a parlare al telefono.",
                    "Obrigado, chegou. Continue a falar ao telefone.",
                    "Дякуємо, усе отримано. Продовжуйте розмову телефоном.",
                    "Teşekkürler, ulaştı. Telefonda konuşmaya devam edin.");

    private static final OwnWords HAND_IN =
            OwnWords.of(
                    "Please hand in a picture or a document here.",
                    "Передайте здесь, пожалуйста, снимок или документ.",
                    "Осында сурет немесе құжат жіберіңіз.",
                    "Bitte reichen Sie hier ein Bild oder ein Dokument ein.",
                    "Veuillez remettre ici une image ou un document.",
                    "Entregue aquí una imagen o un documento, por favor.",
                    "Consegni qui un’immagine o un documento, per favore.",
                    "Entregue aqui uma imagem ou um documento, por favor.",
                    "Передайте тут, будь ласка, знімок або документ.",
                    "Lütfen buradan bir resim veya belge iletin.");

    private final Database db;
    private final Flows flows;
    private final KnownFields fields;
    private final List<PageDocument> documents;
    private final Supplier<UUID> ids;
    private final InstantSource clock;
    private final ShowingRows rows = new ShowingRows();
    private final Timeline timeline = new Timeline();

    /**
     * Over one database.
     *
     * @param fields where values are kept that a flow saves
     * @param ids makes UUIDv7
     */
    public Showings(
            Database db,
            Flows flows,
            KnownFields fields,
            List<PageDocument> documents,
            Supplier<UUID> ids,
            InstantSource clock) {
        this.db = db;
        this.flows = flows;
        this.fields = fields;
        this.documents = List.copyOf(documents);
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What a page shows instead of the dialogue.
     *
     * @param steps of all that was shown so far: it never becomes less
     * @param turn empty: nothing
     */
    record Sight(int steps, Optional<PageTurn> turn) {
        static final Sight NOTHING = new Sight(0, Optional.empty());
    }

    Sight of(ContactId contact, Language language) {
        var all = db.inTransaction(tx -> rows.of(tx, contact));
        var steps = all.stream().mapToInt(PageShowing::step).sum();
        return new Sight(steps, all.isEmpty() ? Optional.empty() : turn(all.getLast(), language));
    }

    private Optional<PageTurn> turn(PageShowing showing, Language language) {
        if (showing.why().equals(PageShowing.FILLED)) {
            return Optional.of(PageTurn.ofAgent(THANKS.in(language).words()));
        }
        if (!showing.isOpen()) {
            return Optional.empty();
        }
        return switch (showing.what()) {
            case Shown.File() -> Optional.of(PageTurn.asksFile(HAND_IN.in(language).words()));
            case Shown.Document(String name) ->
                    document(name).map(each -> PageTurn.ofAgent(each.in(language)));
            case Shown.Form(String node, String sha) ->
                    flows.version(sha)
                            .flatMap(flow ->
                                    PageForms.named(flow, node)
                                            .flatMap(
                                                    form -> PageForms.next(form, showing.answers()))
                                            .map(field ->
                                                    PageForms.turn(
                                                            flow,
                                                            field,
                                                            showing.isWrong(),
                                                            language)));
        };
    }

    List<PageDocument> documents() {
        return documents;
    }

    private Optional<PageDocument> document(String name) {
        return documents.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** What was shown last. */
    Optional<PageShowing> last(ContactId contact) {
        var all = db.inTransaction(tx -> rows.of(tx, contact));
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** The fields of the form that is shown, or was. */
    List<Field> fields(PageShowing showing) {
        return form(showing).map(Node.Form::fields).orElse(List.of());
    }

    private Optional<Node.Form> form(PageShowing showing) {
        return showing.what() instanceof Shown.Form(String node, String sha)
                ? flows.version(sha).flatMap(flow -> PageForms.named(flow, node))
                : Optional.empty();
    }

    /** Shows this from now on, and nothing else. */
    void show(ContactId contact, UUID agent, Shown what) {
        var now = clock.instant();
        db.runInTransaction(tx -> {
            rows.open(tx, contact)
                    .ifPresent(before -> rows.end(tx, before.id(), PageShowing.REPLACED, now));
            rows.insert(tx, ids.get(), contact, agent, what, now);
        });
    }

    /** Shows it no more; what was given stays. */
    void takeBack(ContactId contact) {
        db.runInTransaction(tx ->
                rows.open(tx, contact)
                        .ifPresent(open ->
                                rows.end(tx, open.id(), PageShowing.TAKEN_BACK, clock.instant())));
    }

    /** A file has come: what asked for one is answered. */
    void handedIn(Tx tx, ContactId contact, Instant now) {
        rows.open(tx, contact)
                .filter(open -> open.what() instanceof Shown.File)
                .ifPresent(open -> rows.end(tx, open.id(), PageShowing.FILLED, now));
    }

    /**
     * A page gives the value that it was asked for.
     *
     * @param steps that it was shown at
     * @param trust as much as the page is trusted
     * @return false: something else is shown by now
     */
    boolean answered(ContactId contact, int steps, String text, TrustTier trust) {
        return db.inTransaction(tx -> {
            var open = rows.open(tx, contact);
            var isThat = steps == rows.of(tx, contact).stream().mapToInt(PageShowing::step).sum();
            var form = open.flatMap(this::form);
            if (!isThat || form.isEmpty()) {
                return false;
            }
            var field = PageForms.next(form.get(), open.get().answers());
            field.ifPresent(asked -> answered(tx, open.get(), form.get(), asked, text, trust));
            return field.isPresent();
        });
    }

    private void answered(
            Tx tx, PageShowing open, Node.Form form, Field field, String text, TrustTier trust) {
        var value = field.entry().written(text, new Reply.Text(text).keyed());
        if (value.isEmpty()) {
            rows.wrong(tx, open.id());
            return;
        }
        var now = clock.instant();
        var answers = new HashMap<>(open.answers());
        answers.put(field.name(), value.get());
        rows.answered(tx, open.id(), answers);
        field.save().ifPresent(key -> keep(tx, open.contact(), key, value.get(), trust, now));
        if (PageForms.next(form, answers).isEmpty()) {
            rows.end(tx, open.id(), PageShowing.FILLED, now);
        }
    }

    /** As what a caller keys: nobody's proved value is replaced by one without a proof. */
    private void keep(
            Tx tx, ContactId contact, String key, String given, TrustTier trust, Instant now) {
        var value = fields.catalogue().find(key).flatMap(entry -> entry.format().value(given));
        if (value.isEmpty()) {
            log.atWarn().addKeyValue("field", key).log("not of the catalogue's kind, forgotten");
            return;
        }
        timeline.find(tx, contact)
                .flatMap(Timeline.Entry::customer)
                .filter(who -> !isProvedAlready(tx, who, key, trust, now))
                .ifPresent(who ->
                        fields.add(
                                tx,
                                who,
                                new KnownField(key, value.get(), SOURCE, now, trust),
                                Optional.of(contact.value()),
                                now));
    }

    private boolean isProvedAlready(
            Tx tx, CustomerId who, String key, TrustTier trust, Instant now) {
        var known = fields.newest(tx, who, now).get(key);
        return trust != TrustTier.VERIFIED && known != null && known.verified();
    }
}
