package io.recaller.desk;

import io.recaller.agent.AgentId;
import io.recaller.db.Database;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.board.Board;
import io.recaller.routing.board.LiveBoard;
import io.recaller.transfer.HandedOver;
import io.recaller.transfer.TransferNews;
import io.recaller.transfer.Transfers;
import io.recaller.transfer.Wished;
import io.recaller.transfer.WrittenTransfers;
import java.util.Collection;
import java.util.List;

/** Talks that agents hand over, as transfers know them. Safe for any thread; blocks. */
public final class HandingDesk {
    private final Database db;
    private final Transfers transfers;
    private final WrittenTransfers written;
    private final TransferNews news;
    private final LiveBoard board;

    public HandingDesk(
            Database db,
            Transfers transfers,
            WrittenTransfers written,
            TransferNews news,
            LiveBoard board) {
        this.db = db;
        this.transfers = transfers;
        this.written = written;
        this.news = news;
        this.board = board;
    }

    Wished hand(AgentId agent, Command.Handing wish) {
        return switch (wish) {
            case Command.Hold(var talk) -> transfers.hold(agent, talk);
            case Command.TakeBack(var talk) -> transfers.takeBack(agent, talk);
            case Command.Complete(var talk) -> transfers.complete(agent, talk);
            case Command.Confer(var talk) -> transfers.conference(agent, talk);
            case Command.Send(var talk, var to, var note) ->
                    written.send(agent, talk, to, note)
                            .orElseGet(() -> transfers.send(agent, talk, to, note));
            case Command.Consult(var talk, var to, var note) ->
                    transfers.consult(agent, talk, to, note);
        };
    }

    List<HandedOver> handedOver(Collection<AssignmentId> held) {
        return held.isEmpty() ? List.of() : db.inTransaction(tx -> news.of(tx, held));
    }

    Board whoIsThere() {
        return board.look();
    }
}
