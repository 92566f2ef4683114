package io.recaller.api;

import io.recaller.channel.AnswersOfOthers;
import io.recaller.channel.ClosingByOthers;
import io.recaller.channel.WrittenContacts;
import io.recaller.channel.health.LiveGateways;
import io.recaller.customer.handle.Handles;
import io.recaller.message.file.FilesAtOnce;
import io.recaller.notice.Notices;
import io.recaller.recommendation.Recommendations;
import io.recaller.register.Circumstances;
import io.recaller.register.ContactCorrections;
import io.recaller.register.Descriptions;
import io.recaller.register.Ingest;
import io.recaller.register.LinkChanges;
import io.recaller.register.Memory;
import io.recaller.register.PinChanges;
import io.recaller.register.TopicRegistry;
import io.recaller.routing.board.LiveBoard;
import io.recaller.routing.board.Priorities;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Path;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.ValidatedRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The HTTP API under {@code /api}: its routes, as the OpenAPI file lists them.
 *
 * <p>Event loops only read and send; whatever may block runs on {@link Workers}. Close it after the
 * HTTP server.
 */
public final class Api implements AutoCloseable {
    private static final String ALL = "/api/*";

    /** Bytes of some contacts, not of many. */
    private static final int SHORT_REPORT = 2_048;

    private final ApiLimits limits;
    private final Gate gate;
    private final BodyRoom room;
    private final JsonBody json = new JsonBody();
    private final Workers workers;
    private final Ingest ingest;
    private final ContactCorrections corrections;
    private final InstantSource clock;
    private final Circumstances circumstances;
    private final Descriptions descriptions;
    private final PinChanges pins;
    private final LinkChanges links;
    private final TopicRegistry registry;
    private final ContactReader reader;
    private final Questions questions;
    private final Reports figures;
    private final LiveBoard live;
    private final LiveGateways gateways;
    private final Priorities priorities;
    private final Notices notices;
    private final Recommendations recommendations;
    private final WrittenContacts written;
    private final AnswersOfOthers answers;
    private final ClosingByOthers closing;

    /** Of one key's no more than half: each file is in memory until it has left. */
    private final FilesAtOnce files = new FilesAtOnce(8, 4);

    public Api(
            ApiKeys keys,
            ApiLimits limits,
            InstantSource clock,
            Handles handles,
            Memory memory,
            Ingest ingest,
            ContactCorrections corrections,
            Circumstances circumstances,
            Descriptions descriptions,
            PinChanges pins,
            LinkChanges links,
            TopicRegistry registry,
            MenuPreview preview,
            MenuReporting reporting,
            LiveBoard live,
            LiveGateways gateways,
            Priorities priorities,
            Notices notices,
            Recommendations recommendations,
            WrittenContacts written,
            AnswersOfOthers answers,
            ClosingByOthers closing) {
        this.limits = limits;
        this.gate = new Gate(keys, new Allowance(clock, limits));
        this.room = new BodyRoom(limits);
        this.workers = new Workers(limits);
        this.ingest = ingest;
        this.corrections = corrections;
        this.clock = clock;
        this.circumstances = circumstances;
        this.descriptions = descriptions;
        this.pins = pins;
        this.links = links;
        this.registry = registry;
        this.reader = new ContactReader(handles, memory.catalogue(), clock);
        this.questions = new Questions(memory, reader, preview);
        this.figures = new Reports(reporting);
        this.live = live;
        this.gateways = gateways;
        this.priorities = priorities;
        this.notices = notices;
        this.recommendations = recommendations;
        this.written = written;
        this.answers = answers;
        this.closing = closing;
    }

    /** The routes, to be mounted at {@code /*}; requests outside {@code /api} pass through. */
    public Router router(Vertx vertx, Contract contract) {
        var router = Router.router(vertx);
        router.route(ALL).failureHandler(this::fail);
        router.get("/api/v1/openapi.yaml").handler(context -> serve(context, contract));
        router.route(ALL).handler(gate::pass);
        router.route(ALL).handler(room::pass);
        router.route(ALL).handler(BodyHandler.create(false).setBodyLimit(limits.bodyBytes()));
        router.route("/*").subRouter(operations(vertx, contract));
        contract.read().getPaths().forEach(path -> refuseOtherMethods(router, path));
        router.route(ALL).handler(context -> Answers.send(context, Problem.notFound()));
        return router;
    }

    private Router operations(Vertx vertx, Contract contract) {
        var builder =
                RouterBuilder.create(
                        vertx,
                        contract.read(),
                        (context, operation) -> parameters(context, contract, operation));
        builder.getRoutes().forEach(route -> route.setDoSecurity(false));
        var reports =
                new ContactReports(
                        contract.sound("reportContacts"),
                        contract.bounds("reportContacts"),
                        contract.body("reportContacts"),
                        reader,
                        ingest);
        take(
                builder,
                contract,
                "reportContacts",
                sent -> reports.answer(sent.body()),
                this::laneForReport);
        circumstances(builder, contract);
        topics(builder, contract);
        take(
                builder,
                contract,
                "correctContact",
                new Correcting(contract.sent("correctContact"), corrections, clock)::correct);
        answer(builder, contract, "listContacts", questions::listContacts);
        answer(builder, contract, "findCustomers", questions::findCustomers);
        answer(builder, contract, "readTimeline", questions::readTimeline);
        answer(builder, contract, "previewMenu", questions::previewMenu);
        answer(builder, contract, "explainContact", questions::explainContact);
        answer(builder, contract, "reportMenus", figures::menu);
        var describing = new Describing(contract.sent("describeCustomer"), descriptions);
        take(builder, contract, "describeCustomer", describing::change);
        take(builder, contract, "setPin", new PinReports(contract.sent("setPin"), pins)::set);
        queues(builder, contract);
        notices(builder, contract);
        recommendations(builder, contract);
        var writing = new WrittenMessages(written);
        answer(builder, contract, "listMessages", writing::list);
        file(builder, contract, "readFile", writing::file);
        take(
                builder,
                contract,
                "answer",
                new AnswerReports(contract.sent("answer"), answers)::write);
        take(
                builder,
                contract,
                "closeContact",
                new ClosingReports(contract.sent("closeContact"), closing)::close);
        var linked = new LinkReports(reader, links);
        answer(builder, contract, "proveHandle", linked::prove);
        answer(builder, contract, "undoHandle", linked::undo);
        return builder.createRouter();
    }

    private void circumstances(RouterBuilder builder, Contract contract) {
        var reports =
                new CircumstanceReports(
                        contract.sent("putFact"),
                        contract.sent("putRequest"),
                        new CircumstanceReader(reader),
                        circumstances);
        take(builder, contract, "putFact", reports::fact);
        take(builder, contract, "putRequest", reports::request);
        answer(builder, contract, "readFact", reports::readFact);
        answer(builder, contract, "readRequest", reports::readRequest);
        answer(builder, contract, "deleteFact", reports::deleteFact);
        answer(builder, contract, "deleteRequest", reports::deleteRequest);
    }

    private void queues(RouterBuilder builder, Contract contract) {
        var queues = new Queues(live, gateways, priorities, contract.sent("setPriority"));
        answer(builder, contract, "listQueues", _ -> queues.list());
        answer(builder, contract, "readQueue", queues::read);
        answer(builder, contract, "listAgents", _ -> queues.agents());
        take(builder, contract, "setPriority", queues::prioritise);
    }

    private void notices(RouterBuilder builder, Contract contract) {
        var reports = new NoticeReports(contract.sent("postNotice"), notices, gateways.templates());
        take(builder, contract, "postNotice", reports::post);
        answer(builder, contract, "listNotices", reports::list);
        answer(builder, contract, "readNotice", reports::read);
        answer(builder, contract, "cancelNotice", reports::cancel);
    }

    private void recommendations(RouterBuilder builder, Contract contract) {
        var reports =
                new RecommendationReports(
                        contract.sent("putRecommendation"), recommendations, clock);
        take(builder, contract, "putRecommendation", reports::put);
        answer(builder, contract, "listRecommendations", reports::list);
        answer(builder, contract, "readRecommendation", reports::read);
        answer(builder, contract, "withdrawRecommendation", reports::withdraw);
        answer(builder, contract, "reportUptake", reports::taken);
    }

    private void topics(RouterBuilder builder, Contract contract) {
        var topics = new Topics(contract.sent("putTopic"), registry);
        answer(builder, contract, "listTopics", _ -> topics.list());
        take(builder, contract, "putTopic", topics::put);
    }

    private static OpenAPIRoute route(RouterBuilder builder, String operationId) {
        return Objects.requireNonNull(builder.getRoute(operationId), operationId);
    }

    private void answer(
            RouterBuilder builder,
            Contract contract,
            String operationId,
            Function<Asked, Answer> work) {
        answer(builder, contract, operationId, (context, asked) -> ask(context, asked, work));
    }

    private static void answer(
            RouterBuilder builder,
            Contract contract,
            String operationId,
            BiConsumer<RoutingContext, Asked> answering) {
        var needed = contract.scopes(operationId);
        route(builder, operationId)
                .addHandler(context -> {
                    var asked = new Asked(Gate.sender(context), validated(context));
                    within(context, needed, () -> answering.accept(context, asked));
                });
    }

    /** Done once nothing of the answer is kept here any more. */
    private Future<Void> ask(RoutingContext context, Asked asked, Function<Asked, Answer> work) {
        var errors = new ArrayList<FieldError>();
        errors.addAll(Unstorable.ofParameters(asked.request().getPathParameters()));
        errors.addAll(Unstorable.ofParameters(asked.request().getQuery()));
        return errors.isEmpty()
                ? Answers.when(context, workers.submit(() -> work.apply(asked)))
                : Answers.send(context, Problem.invalid(errors));
    }

    /** As {@link #answer}, where what is answered is large. */
    private void file(
            RouterBuilder builder,
            Contract contract,
            String operationId,
            Function<Asked, Answer> work) {
        answer(builder, contract, operationId, (context, asked) -> inTurn(context, asked, work));
    }

    private void inTurn(RoutingContext context, Asked asked, Function<Asked, Answer> work) {
        var whose = asked.sender().name();
        if (files.enter(whose) == FilesAtOnce.Entry.TAKEN) {
            ask(context, asked, work).onComplete(_ -> files.leave(whose));
        } else {
            Answers.send(context, Problem.busy());
        }
    }

    /** Who may not ask is told so before what they asked is checked. */
    private static Future<ValidatableRequest> parameters(
            RoutingContext context, Contract contract, Operation operation) {
        var needed = contract.scopes(operation.getOperationId());
        return Gate.lacks(context, needed)
                .<Future<ValidatableRequest>>map(
                        problem -> Future.failedFuture(new RefusedRequestException(problem)))
                .orElseGet(() -> Parameters.of(context, operation));
    }

    private static void within(RoutingContext context, Set<Scope> needed, Runnable work) {
        Gate.lacks(context, needed)
                .ifPresentOrElse(problem -> Answers.send(context, problem), work);
    }

    private static ValidatedRequest validated(RoutingContext context) {
        ValidatedRequest request = context.get(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST);
        return Objects.requireNonNull(request, "vertx-openapi passed the request");
    }

    private void take(
            RouterBuilder builder,
            Contract contract,
            String operationId,
            Function<Sent, Answer> work) {
        take(builder, contract, operationId, work, _ -> workers::submit);
    }

    private void take(
            RouterBuilder builder,
            Contract contract,
            String operationId,
            Function<Sent, Answer> work,
            Function<Buffer, Lane> lanes) {
        var needed = contract.scopes(operationId);
        var route = route(builder, operationId);
        var operation = route.getOperation();
        route.setDoValidation(false)
                .addHandler(context ->
                        within(
                                context,
                                needed,
                                () ->
                                        Parameters.unknown(context, operation)
                                                .ifPresentOrElse(
                                                        problem -> Answers.send(context, problem),
                                                        () -> withBody(context, work, lanes))));
    }

    /** Short lists that come at the same time share a transaction: see {@link Ingest}. */
    private Lane laneForReport(Buffer text) {
        return text.length() <= SHORT_REPORT ? workers::submitShared : workers::submit;
    }

    /** Where work is done away from the event loops. */
    private interface Lane {
        Future<Answer> submit(Supplier<Answer> work);
    }

    private void withBody(
            RoutingContext context, Function<Sent, Answer> work, Function<Buffer, Lane> lanes) {
        var text = context.body().buffer();
        if (text == null) {
            Answers.send(context, Problem.nothing());
            return;
        }
        var sender = Gate.sender(context);
        var path = context.pathParams();
        var lane = lanes.apply(text);
        Answers.when(context, lane.submit(() -> read(text, sender, path, work)));
    }

    /** Reading costs time and memory in proportion to the body: it waits for its turn too. */
    private Answer read(
            Buffer text, Sender sender, Map<String, String> path, Function<Sent, Answer> work) {
        return switch (json.read(text)) {
            case JsonBody.Reading.Read(var body) -> work.apply(new Sent(sender, path, body));
            case JsonBody.Reading.Refused(var problem) -> problem;
        };
    }

    private static void serve(RoutingContext context, Contract contract) {
        context.response().putHeader("Content-Type", "application/yaml").end(contract.text());
    }

    private static void refuseOtherMethods(Router router, Path path) {
        var allowed =
                path.getOperations().stream()
                        .map(Operation::getHttpMethod)
                        .map(HttpMethod::name)
                        .collect(Collectors.joining(", "));
        router.route(path.getName().replaceAll("\\{(\\w+)}", ":$1"))
                .handler(context -> {
                    context.response().putHeader("Allow", allowed);
                    Answers.send(context, Problem.methodNotAllowed(allowed));
                });
    }

    private void fail(RoutingContext context) {
        Answers.send(context, Requests.problem(context, limits));
    }

    @Override
    public void close() {
        workers.close();
    }
}
