package io.recaller.api;

import io.recaller.http.BrokenBody;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is wrong with a request before anything was done about it. */
final class Requests {
    /** As vertx-openapi 5.0 words it: "The value of query parameter limit is invalid. …". */
    private static final Pattern PARAMETER = Pattern.compile("parameter (\\w+)");

    private Requests() {}

    static Problem problem(RoutingContext context, ApiLimits limits) {
        if (BrokenBody.isWhy(context)) {
            return Problem.brokenBody();
        }
        return switch (context.failure()) {
            case ValidatorException invalid -> Problem.invalid(List.of(error(invalid)));
            case HttpException http when http.getCause() instanceof ValidatorException invalid ->
                    Problem.invalid(List.of(error(invalid)));
            case RefusedRequestException refused -> refused.problem();
            case ContactReader.WrongValueException wrong -> Answers.of(wrong);
            case HttpException http
                    when http.getCause() instanceof RefusedRequestException refused ->
                    refused.problem();
            case HttpException http
                    when http.getCause() instanceof ContactReader.WrongValueException wrong ->
                    Answers.of(wrong);
            case HttpException http -> byStatus(http.getStatusCode(), limits, http);
            case null -> byStatus(context.statusCode(), limits, null);
            case Throwable failure -> byStatus(500, limits, failure);
        };
    }

    private static Problem byStatus(int status, ApiLimits limits, @Nullable Throwable cause) {
        return switch (status) {
            case 400 -> Problem.notJson();
            case 404 -> Problem.notFound();
            case 413 -> Problem.tooLarge(limits.bodyBytes());
            case 415 -> Problem.unsupportedMediaType();
            default -> Answers.of(cause == null ? new IllegalStateException("" + status) : cause);
        };
    }

    private static FieldError error(ValidatorException invalid) {
        var matcher = PARAMETER.matcher("" + invalid.getMessage());
        var name = matcher.find() ? matcher.group(1) : "";
        return new FieldError(name, detail(name, invalid));
    }

    private static String detail(String name, ValidatorException invalid) {
        return switch (invalid.type()) {
            case MISSING_REQUIRED_PARAMETER -> "is missing; " + SchemaErrors.remedy(name);
            case INVALID_VALUE -> schemaDetail(name, invalid);
            case INVALID_VALUE_FORMAT,
                    UNSUPPORTED_VALUE_FORMAT,
                    ILLEGAL_VALUE,
                    MISSING_OPERATION,
                    MISSING_RESPONSE,
                    UNSUPPORTED_TRANSFORMATION ->
                    SchemaErrors.remedy(name);
        };
    }

    private static String schemaDetail(String name, ValidatorException invalid) {
        return invalid instanceof SchemaValidationException schema
                ? SchemaErrors.of(schema.getOutputUnit()).stream()
                        .findFirst()
                        .map(FieldError::detail)
                        .filter(detail -> !detail.equals(SchemaErrors.BY_CONTRACT))
                        .orElse(SchemaErrors.remedy(name))
                : SchemaErrors.remedy(name);
    }
}
