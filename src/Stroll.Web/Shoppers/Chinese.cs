namespace Stroll.Web.Shoppers;

/// <summary>The receipt page in Chinese.</summary>
static class Chinese
{
    internal static Language Instance { get; } = new()
    {
        Code = "zh",
        Name = "中文",
        DecimalPoint = ".",
        Moment = "yyyy年M月d日 HH:mm",
        Words = new Dictionary<Phrase, string>
        {
            [Phrase.Receipt] = "收据",
            [Phrase.VisitOf] = "您 {0} 的购物",
            [Phrase.Final] = "已确定，没有存疑的项目。",
            [Phrase.Corrected] = "已更正：这是第 {0} 版。",
            [Phrase.Total] = "合计",
            [Phrase.Nothing] = "您没有拿取任何商品，不收取费用。",
            [Phrase.ByMachine] = "由机器判定",
            [Phrase.ByPerson] = "经人工核对",
            [Phrase.TakenOff] = "已取消",
            [Phrase.Deposit] = "押金",
            [Phrase.Tax] = "含{0}",
            [Phrase.SomethingWrong] = "有问题吗？",
            [Phrase.NotTaken] = "我没有拿这个",
            [Phrase.TookOnly] = "我只拿了 {0} 件",
            [Phrase.WrongProduct] = "我拿的是别的商品",
            [Phrase.AlsoTook] = "我还拿了别的",
            [Phrase.AlsoTookHint] = "谢谢告知。不会因此向您收费，这能帮助我们看得更准。",
            [Phrase.AskPerson] = "请工作人员查看",
            [Phrase.AskPersonHint] = "一天之内会有人查看并在此答复。",
            [Phrase.Send] = "发送",
            [Phrase.Until] = "您可以在 {0} 之前提出异议。",
            [Phrase.Versions] = "版本",
            [Phrase.Version] = "第 {0} 版",
            [Phrase.BecauseClosed] = "购物已结束，收费项目均无疑问。",
            [Phrase.BecausePromise] = "承诺的时间已到，仍有疑问的项目不收费。",
            [Phrase.BecauseAnswered] = "有人查看过，或传感器延迟上报。",
            [Phrase.BecauseComplaint] = "您告诉我们有误。",
            [Phrase.BecauseStaff] = "工作人员已更正。",
            [Phrase.Complaints] = "您告诉我们的内容",
            [Phrase.ComplaintWaits] = "将由人工查看。",
            [Phrase.ComplaintRefunded] = "已退款，款项正在退回。",
            [Phrase.ComplaintRefused] = "有人查看过，结论不同。",
            [Phrase.ComplaintNoted] = "已记录，谢谢。",
            [Phrase.ComplaintTooLate] = "无法受理：已过期限或已提出过。请询问店员。",
            [Phrase.NoSuchReceipt] = "没有这张收据",
            [Phrase.NoSuchReceiptHint] = "链接可能输错，或收据已到期删除。",
            [Phrase.HowItWorks] = "货架上的秤和手的位置告诉我们拿了什么。不识别人脸。机器不够确定时，由人工查看，或者不收费。",
            [Phrase.MyData] = "本次购物所保存的全部数据",
            [Phrase.Privacy] = "隐私",
            [Phrase.NotFiscal] = "这不是税务发票。",
            [Phrase.Simulated] = "本店为模拟商店，没有人付款。",
        },
    };
}
