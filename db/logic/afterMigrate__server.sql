-- Before anything is read or changed, so that nobody goes on from what a copy never had.
select history.notice_move();
