import Recurrence
@main struct Main {
  static func main() throws {
    for name in ["lstm", "gru", "rnn"] {
      var e = Experiment(); e.cell = Cells.named(name)!; e.optimizer = .adam; e.clipping = Clipping(.norm, threshold: 1)
      let t = try Trainer(e)
      for i in 0..<200 {
        let l = t.step()!;
        if i % 50 == 0 {
          print(
            name, l.loss, l.layers[0].dh[0].norm, l.layers[0].dh[99].norm,
            l.layers[0].dState(l.layers[0].dState(0).shape[0] > 0 && name == "lstm" ? 1 : 0)[0].norm, l.clipReport)
        }
      }
    }
  }
}
