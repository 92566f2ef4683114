package io.recaller.gateway.sms.smpp;

import io.recaller.gateway.peer.ProviderRates;
import io.recaller.lab.instance.FreePorts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;

/** A message centre on this machine: takes binds, and keeps what is submitted. */
final class Centre implements ServerMessageReceiverListener, AutoCloseable {
    private static final int NOT_SUPPORTED = 0x03;
    private static final int THROTTLED = 0x58;

    final BlockingQueue<SMPPServerSession> bound = new LinkedBlockingQueue<>();
    final BlockingQueue<BindType> binds = new LinkedBlockingQueue<>();

    /** With which status whoever binds is refused; 0: nobody is. */
    volatile int bindRefusal;

    final List<SubmitSm> submitted = new ArrayList<>();
    private final SMPPServerSessionListener listener;
    private final AtomicInteger ids = new AtomicInteger(0x1a);
    private final AtomicInteger refusedIn = new AtomicInteger(-1);
    private volatile Optional<Integer> refusal = Optional.empty();
    volatile Optional<ProviderRates> rates = Optional.empty();

    Centre() throws IOException {
        listener = new SMPPServerSessionListener(FreePorts.tcp());
        listener.setMessageReceiverListener(this);
        Thread.ofPlatform().daemon().start(this::listen);
    }

    int port() {
        return listener.getPort();
    }

    /** The next message is refused with that status; 0: none is. */
    void refuse(int status) {
        refuse(status, 0);
    }

    /** As above, after so many that are taken. */
    void refuse(int status, int after) {
        refusal = Optional.of(status);
        refusedIn.set(after);
    }

    private void listen() {
        try {
            while (true) {
                var session = listener.accept();
                var bind = session.waitForBind(5_000);
                if (bindRefusal == 0) {
                    bind.accept("centre");
                    binds.add(bind.getBindType());
                    bound.add(session);
                } else {
                    bind.reject(bindRefusal);
                }
            }
        } catch (IOException | TimeoutException | PDUStringException _) {
            // closed
        }
    }

    SMPPServerSession session() throws InterruptedException {
        return Optional.ofNullable(bound.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }

    static void deliver(SMPPServerSession session, String from, int esmClass, byte[] octets)
            throws Exception {
        session.deliverShortMessage(
                "",
                TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN,
                from,
                TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN,
                "77272000000",
                new ESMClass(esmClass),
                (byte) 0,
                (byte) 0,
                new RegisteredDelivery(0),
                DataCodings.newInstance((byte) 0),
                octets);
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm pdu, SMPPServerSession source)
            throws ProcessRequestException {
        if (refusedIn.getAndDecrement() == 0) {
            throw new ProcessRequestException("refused", refusal.orElseThrow());
        }
        if (rates.flatMap(each -> each.refusal(pdu.getDestAddress())).isPresent()) {
            throw new ProcessRequestException("throttled", THROTTLED);
        }
        synchronized (submitted) {
            submitted.add(pdu);
        }
        try {
            return new SubmitSmResult(
                    new MessageId("%08X".formatted(ids.incrementAndGet())),
                    new OptionalParameter[0]);
        } catch (PDUStringException e) {
            throw new IllegalStateException(e);
        }
    }

    List<SubmitSm> submitted() {
        synchronized (submitted) {
            return List.copyOf(submitted);
        }
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw new ProcessRequestException("not here", NOT_SUPPORTED);
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw new ProcessRequestException("not here", NOT_SUPPORTED);
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw new ProcessRequestException("not here", NOT_SUPPORTED);
    }

    @Override
    public void onAcceptCancelSm(CancelSm pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw new ProcessRequestException("not here", NOT_SUPPORTED);
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw new ProcessRequestException("not here", NOT_SUPPORTED);
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw new ProcessRequestException("not here", NOT_SUPPORTED);
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(
            QueryBroadcastSm pdu, SMPPServerSession source) throws ProcessRequestException {
        throw new ProcessRequestException("not here", NOT_SUPPORTED);
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm pdu, Session source) throws ProcessRequestException {
        throw new ProcessRequestException("not here", NOT_SUPPORTED);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
